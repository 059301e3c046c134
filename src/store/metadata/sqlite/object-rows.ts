import type {
  Checksum,
  ChecksumAlgorithm,
  Encryption,
  LockMode,
  ObjectAttributes,
  ObjectBody,
  Version,
} from '../../objects.ts';
import { packTags, unpackTags } from './bucket-rows.ts';
import type { SqlValue } from './database.ts';
import type { Owners } from './owners.ts';

/** The columns of `objects` and `versions`, in order; both tables have the same. */
export const versionColumns =
  'bucket, key, sequence, version_id, is_marker, modified_ms, owner, size, etag, storage_class, ' +
  'checksum_algorithm, checksum_type, checksum, blob, part_set, part_count, content_type, ' +
  'cache_control, content_disposition, content_encoding, content_language, expires, ' +
  'website_redirect, user_metadata, tags, acl, encryption, lock_mode, lock_until_ms, legal_hold';
export const versionPlaceholders = versionColumns.replaceAll(/\w+/g, '?');

export interface ChecksumColumns {
  readonly checksum_algorithm: ChecksumAlgorithm | null;
  readonly checksum_type: 'FULL_OBJECT' | 'COMPOSITE' | null;
  readonly checksum: string | null;
}

/** A row of either table, with the place of its blob beside it. */
export interface VersionRow extends ChecksumColumns {
  readonly key: string;
  readonly sequence: number;
  readonly version_id: string;
  readonly is_marker: number;
  readonly modified_ms: number;
  readonly owner: number;
  readonly size: number;
  readonly etag: string;
  readonly storage_class: string;
  readonly blob: number | null;
  readonly part_set: number | null;
  readonly part_count: number | null;
  readonly content_type: string | null;
  readonly cache_control: string | null;
  readonly content_disposition: string | null;
  readonly content_encoding: string | null;
  readonly content_language: string | null;
  readonly expires: string | null;
  readonly website_redirect: string | null;
  readonly user_metadata: string | null;
  readonly tags: string | null;
  readonly acl: string | null;
  readonly encryption: string | null;
  readonly lock_mode: LockMode | null;
  readonly lock_until_ms: number | null;
  readonly legal_hold: number | null;
  readonly blob_segment: number | null;
  readonly blob_offset: number | null;
  readonly blob_size: number | null;
}

/** Reads rows of a table, named v, with the places of their blobs. */
export const selectVersion = (table: 'objects' | 'versions') =>
  `SELECT v.*, b.segment AS blob_segment, b.offset AS blob_offset, b.size AS blob_size
   FROM ${table} v LEFT JOIN blobs b ON b.id = v.blob`;

/** What identifies a version, before its attributes. */
export interface VersionHead {
  readonly bucketId: number;
  readonly key: string;
  readonly sequence: number;
  readonly versionId: string;
  readonly modifiedMs: number;
  readonly owner: number;
}

export interface StoredBody {
  readonly sizeBytes: number;
  readonly etag: string;
  readonly checksum?: Checksum | undefined;
  readonly blobId: number | null;
  readonly partSet: number | null;
  readonly partCount: number | null;
}

/** The values of an object's row, in the order of `versionColumns`. */
export function objectValues(
  head: VersionHead,
  body: StoredBody,
  attributes: ObjectAttributes,
): SqlValue[] {
  const { userMetadata, retention, legalHold } = attributes;
  return [
    ...headValues(head, 0),
    body.sizeBytes,
    body.etag,
    attributes.storageClass,
    body.checksum?.algorithm ?? null,
    body.checksum?.type ?? null,
    body.checksum?.value ?? null,
    body.blobId,
    body.partSet,
    body.partCount,
    attributes.contentType ?? null,
    attributes.cacheControl ?? null,
    attributes.contentDisposition ?? null,
    attributes.contentEncoding ?? null,
    attributes.contentLanguage ?? null,
    attributes.expires ?? null,
    attributes.websiteRedirectLocation ?? null,
    userMetadata.length === 0 ? null : JSON.stringify(userMetadata),
    packTags(attributes.tags),
    attributes.acl ?? null,
    attributes.encryption === undefined ? null : JSON.stringify(attributes.encryption),
    retention?.mode ?? null,
    retention?.untilMs ?? null,
    legalHold === undefined ? null : legalHold ? 1 : 0,
  ];
}

const columnsOfMarker = 20;

/** The values of a delete marker's row, in the order of `versionColumns`. */
export function markerValues(head: VersionHead): SqlValue[] {
  const empty: SqlValue[] = Array.from({ length: columnsOfMarker }, () => null);
  return [...headValues(head, 1), 0, '', 'STANDARD', ...empty];
}

function headValues(head: VersionHead, isMarker: 0 | 1): SqlValue[] {
  const { bucketId, key, sequence, versionId, modifiedMs, owner } = head;
  return [bucketId, key, sequence, versionId, isMarker, modifiedMs, owner];
}

/** The checksum in a row, undefined when there is none. */
export function checksumOf(row: ChecksumColumns): Checksum | undefined {
  const { checksum_algorithm: algorithm, checksum_type: type, checksum: value } = row;
  if (algorithm === null || type === null || value === null) return undefined;
  return { algorithm, type, value };
}

function bodyOf(row: VersionRow): ObjectBody {
  if (row.part_set !== null) {
    return { kind: 'parts', partSet: row.part_set, partCount: row.part_count ?? 0 };
  }
  const blob = {
    id: row.blob ?? 0,
    sizeBytes: row.blob_size ?? 0,
    segment: row.blob_segment ?? 0,
    offset: row.blob_offset ?? 0,
  };
  return { kind: 'blob', blob };
}

function parseMetadata(text: string | null): [string, string][] {
  return text === null ? [] : JSON.parse(text);
}

function parseEncryption(text: string | null): Encryption | undefined {
  return text === null ? undefined : JSON.parse(text);
}

/** A row as the contract has it. */
export function versionOf(row: VersionRow, isLatest: boolean, owners: Owners): Version {
  const { accountId, ownerId } = owners.owner(row.owner);
  const head = {
    key: row.key,
    versionId: row.version_id,
    sequence: row.sequence,
    isLatest,
    lastModifiedMs: row.modified_ms,
    accountId,
    ownerId,
  };
  if (row.is_marker === 1) return { isDeleteMarker: true, ...head };
  const { lock_mode: mode, lock_until_ms: untilMs } = row;
  return {
    isDeleteMarker: false,
    ...head,
    sizeBytes: row.size,
    etag: row.etag,
    checksum: checksumOf(row),
    body: bodyOf(row),
    contentType: row.content_type ?? undefined,
    cacheControl: row.cache_control ?? undefined,
    contentDisposition: row.content_disposition ?? undefined,
    contentEncoding: row.content_encoding ?? undefined,
    contentLanguage: row.content_language ?? undefined,
    expires: row.expires ?? undefined,
    userMetadata: parseMetadata(row.user_metadata),
    storageClass: row.storage_class,
    websiteRedirectLocation: row.website_redirect ?? undefined,
    tags: unpackTags(row.tags),
    acl: row.acl ?? undefined,
    encryption: parseEncryption(row.encryption),
    retention: mode === null || untilMs === null ? undefined : { mode, untilMs },
    legalHold: row.legal_hold === null ? undefined : row.legal_hold === 1,
  };
}
