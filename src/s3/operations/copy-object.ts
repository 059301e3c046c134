import { checksumAlgorithms } from '../../http/checksums/algorithms.ts';
import { ServiceError } from '../../operation/errors.ts';
import { bucketLabel, header, type InferFields, keyLabel } from '../../operation/field.ts';
import type { Requirement } from '../../operation/requirement.ts';
import { oneOf, optional, structure, text, timestamp } from '../../operation/shape.ts';
import type { ObjectVersion } from '../../store/objects.ts';
import { rightsOfNewObject } from '../acl/ownership.ts';
import { writeCondition } from '../conditional.ts';
import { parseCopySource } from '../copy-source.ts';
import { type BucketContext, defineOperation, type S3Context } from '../define.ts';
import { encryptionOfNewObject } from '../encryption/choice.ts';
import { etagOf, sealingWith } from '../encryption/etag.ts';
import { keyOfObject, sourceKeyInput } from '../encryption/object-key.ts';
import { newEncryptionReply, newEncryptionReplyHeaders } from '../encryption/reply.ts';
import { lockOfNewObject } from '../lock/new-object-lock.ts';
import { announcementsFor } from '../notifications/announce.ts';
import { attributeFields } from '../object/attribute-fields.ts';
import { classifiedBy, describedBy } from '../object/attributes.ts';
import { checksumMember, checksumMembers } from '../object/checksum-fields.ts';
import { copyBody } from '../object/copy-body.ts';
import { copySourceFields } from '../object/copy-fields.ts';
import {
  type FoundSource,
  findSource,
  revealSource,
  sourceHasTags,
  sourceRequirement,
} from '../object/find-source.ts';
import { shownVersionId } from '../object/find-version.ts';
import { refuseVersionId } from '../object/no-version-id.ts';
import { maxBodyBytes } from '../object/store-body.ts';
import { versionMode, writeFailure } from '../object/write-failure.ts';
import { writeRequirements } from '../object/write-requirements.ts';

const directives = oneOf('COPY', 'REPLACE');

const input = {
  Bucket: bucketLabel,
  Key: keyLabel,
  ...copySourceFields,
  ...attributeFields,
  MetadataDirective: header('x-amz-metadata-directive', directives, {
    conditionKey: 's3:x-amz-metadata-directive',
    refuse: { code: 'InvalidArgument', message: 'Unknown metadata directive.' },
  }),
  TaggingDirective: header('x-amz-tagging-directive', directives, {
    refuse: { code: 'InvalidArgument', message: 'Unknown tagging directive.' },
  }),
  ChecksumAlgorithm: header('x-amz-checksum-algorithm', oneOf(...checksumAlgorithms)),
  IfMatch: header('if-match', text(), { conditionKey: 's3:if-match' }),
  IfNoneMatch: header('if-none-match', text(), { conditionKey: 's3:if-none-match' }),
};

type CopyInput = InferFields<typeof input>;

export const copyObject = defineOperation({
  name: 'CopyObject',
  summary: 'Store a copy of an object under another name, or the same with other metadata.',
  http: { method: 'PUT', path: '/{Bucket}/{Key+}', headers: ['x-amz-copy-source'] },
  input,
  output: {
    headers: ['x-amz-version-id', 'x-amz-copy-source-version-id', ...newEncryptionReplyHeaders],
    document: {
      root: 'CopyObjectResult',
      shape: structure({
        LastModified: timestamp(),
        ETag: text(),
        ChecksumType: optional(text()),
        ...checksumMembers,
      }),
    },
  },
  errors: [
    'AccessControlListNotSupported',
    'InvalidArgument',
    'InvalidRequest',
    'InvalidStorageClass',
    'InvalidTag',
    'KeyTooLongError',
    'MetadataTooLarge',
    'NoSuchBucket',
    'NoSuchKey',
    'NoSuchVersion',
    'NotImplemented',
    'PreconditionFailed',
  ],
  events: ['ObjectCreated:Copy'],
  authorize: copyRequirements,
  revealMissing: revealSource,
  async handle(context) {
    refuseVersionId(context.request);
    const condition = writeCondition(context.input.IfMatch, context.input.IfNoneMatch);
    const found = await findSource(context, context.input);
    checkCopy(context, context.input, found);
    const rights = await rightsOfNewObject(context, context.input);
    const lock = await lockOfNewObject(context, context.input);
    const { version } = found;
    const attributes = attributesOfCopy(context.input, version);
    const algorithm = context.input.ChecksumAlgorithm ?? version.checksum?.algorithm ?? 'CRC64NVME';
    const sourceKey = await keyOfObject(context, version.encryption, sourceKeyInput(context.input));
    const sealed = await encryptionOfNewObject(context, context.input);
    const sealing = sealingWith(sealed?.key, context.randomBytes);
    const whole = { version, range: undefined, sourceKey };
    const copied = await copyBody(context.stores, whole, algorithm, sealing);
    const etag = etagOf(copied.md5Hex, sealed?.encryption, context.randomBytes);
    const written = await context.stores.objects.put({
      bucketId: context.bucket.id,
      key: context.input.Key,
      ...attributes,
      ...rights,
      ...lock,
      encryption: sealed?.encryption,
      sizeBytes: copied.sizeBytes,
      etag,
      checksum: { ...copied.checksum, type: 'FULL_OBJECT' },
      blob: copied.blob,
      mode: versionMode(context),
      condition,
      announcements: await announcementsFor(context, 'ObjectCreated:Copy', {
        key: context.input.Key,
        sizeBytes: copied.sizeBytes,
        etag,
      }),
    });
    if (written.kind !== 'put') throw writeFailure(written, context.bucket.name, context.input.Key);
    return {
      headers: {
        'x-amz-version-id': shownVersionId(context, written.versionId),
        'x-amz-copy-source-version-id': shownVersionId(found, version.versionId),
        ...newEncryptionReply(sealed?.encryption, context.input),
      },
      document: {
        LastModified: written.lastModifiedMs,
        ETag: `"${etag}"`,
        ChecksumType: 'FULL_OBJECT',
        ...checksumMember(copied.checksum.algorithm, copied.checksum.value),
      },
    };
  },
});

async function copyRequirements(
  wanted: CopyInput,
  context: S3Context,
): Promise<readonly Requirement[]> {
  const source = parseCopySource(wanted.CopySource);
  const writing = writeRequirements(wanted);
  if (wanted.TaggingDirective === 'REPLACE' || !(await sourceHasTags(source, context))) {
    return [sourceRequirement(source, 'Object'), ...writing];
  }
  const [put] = writing;
  const tagging = writing.some(({ action }) => action === 's3:PutObjectTagging')
    ? []
    : [{ action: 's3:PutObjectTagging', resource: put?.resource ?? '*' }];
  return [
    sourceRequirement(source, 'Object'),
    sourceRequirement(source, 'ObjectTagging'),
    ...writing,
    ...tagging,
  ];
}

/** @throws ServiceError InvalidRequest for a copy that is too large or would change nothing */
function checkCopy(
  { bucket }: BucketContext,
  wanted: CopyInput,
  { source, bucket: sourceBucket, version }: FoundSource,
): void {
  if (version.sizeBytes > maxBodyBytes) {
    throw new ServiceError('InvalidRequest', {
      message: `The specified copy source is larger than the maximum allowable size for a copy source: ${maxBodyBytes}`,
    });
  }
  const isOntoItself =
    bucket.id === sourceBucket.id && wanted.Key === source.key && source.versionId === undefined;
  const changes =
    wanted.MetadataDirective === 'REPLACE' ||
    wanted.StorageClass !== undefined ||
    wanted.WebsiteRedirectLocation !== undefined ||
    wanted.ServerSideEncryption !== undefined ||
    wanted.SSECustomerAlgorithm !== undefined;
  if (isOntoItself && !changes) {
    throw new ServiceError('InvalidRequest', {
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    });
  }
}

/** Metadata and tags come from the source unless the request replaces them; nothing else does. */
function attributesOfCopy(wanted: CopyInput, version: ObjectVersion) {
  const described = wanted.MetadataDirective === 'REPLACE' ? describedBy(wanted) : version;
  const classified = classifiedBy(wanted);
  return {
    contentType: described.contentType,
    cacheControl: described.cacheControl,
    contentDisposition: described.contentDisposition,
    contentEncoding: described.contentEncoding,
    contentLanguage: described.contentLanguage,
    expires: described.expires,
    userMetadata: described.userMetadata,
    ...classified,
    tags: wanted.TaggingDirective === 'REPLACE' ? classified.tags : version.tags,
  };
}
