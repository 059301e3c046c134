import type { ChecksumAlgorithm, ObjectAttributes } from '../../objects.ts';
import type { NewUpload, Upload } from '../../uploads.ts';
import type { Owners } from './owners.ts';

/** A row of `uploads`. */
export interface UploadRow {
  readonly bucket: number;
  readonly key: string;
  readonly upload_id: string;
  readonly initiated_ms: number;
  readonly owner: number;
  readonly initiator_arn: string;
  readonly initiator_name: string;
  readonly checksum_algorithm: ChecksumAlgorithm | null;
  readonly checksum_type: 'FULL_OBJECT' | 'COMPOSITE' | null;
  readonly part_set: number;
  readonly attributes: string;
}

export const selectUpload = `SELECT bucket, key, upload_id, initiated_ms, owner, initiator_arn,
  initiator_name, checksum_algorithm, checksum_type, part_set, attributes FROM uploads`;
/** A row as the contract has it. */
export function uploadOf(row: UploadRow, owners: Owners): Upload {
  const attributes: ObjectAttributes = JSON.parse(row.attributes);
  return {
    ...attributes,
    ...owners.owner(row.owner),
    bucketId: row.bucket,
    key: row.key,
    uploadId: row.upload_id,
    initiatedAtMs: row.initiated_ms,
    initiator: { arn: row.initiator_arn, displayName: row.initiator_name },
    checksumAlgorithm: row.checksum_algorithm ?? undefined,
    checksumType: row.checksum_type ?? undefined,
    partSet: row.part_set,
  };
}

/** The attributes alone, without what has columns of its own. */
export function attributesOf(upload: NewUpload): ObjectAttributes {
  return {
    contentType: upload.contentType,
    cacheControl: upload.cacheControl,
    contentDisposition: upload.contentDisposition,
    contentEncoding: upload.contentEncoding,
    contentLanguage: upload.contentLanguage,
    expires: upload.expires,
    userMetadata: upload.userMetadata,
    storageClass: upload.storageClass,
    websiteRedirectLocation: upload.websiteRedirectLocation,
    tags: upload.tags,
    acl: upload.acl,
    encryption: upload.encryption,
    retention: upload.retention,
    legalHold: upload.legalHold,
  };
}
