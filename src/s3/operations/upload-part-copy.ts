import { header } from '../../operation/field.ts';
import { oneOf, structure, text, timestamp } from '../../operation/shape.ts';
import { objectArn } from '../arn.ts';
import { parseCopySource } from '../copy-source.ts';
import { defineOperation } from '../define.ts';
import { etagOf, sealingWith } from '../encryption/etag.ts';
import { customerKeyHeaders } from '../encryption/headers.ts';
import { keyOfObject, sourceKeyInput } from '../encryption/object-key.ts';
import { encryptionReply, encryptionReplyHeaders } from '../encryption/reply.ts';
import { checksumMember, checksumMembers } from '../object/checksum-fields.ts';
import { copyBody } from '../object/copy-body.ts';
import { copySourceFields } from '../object/copy-fields.ts';
import { findSource, revealSource, sourceRequirement } from '../object/find-source.ts';
import { shownVersionId } from '../object/find-version.ts';
import { parseCopyRange } from '../range.ts';
import { checksumOf } from '../upload/checksum-choice.ts';
import { findUpload, noSuchUpload, partNumberQuery, uploadFields } from '../upload/find-upload.ts';

export const uploadPartCopy = defineOperation({
  name: 'UploadPartCopy',
  summary: 'Store one part of an upload as a copy of an object, or of a range of one.',
  http: {
    method: 'PUT',
    path: '/{Bucket}/{Key+}',
    query: ['partNumber', 'uploadId'],
    headers: ['x-amz-copy-source'],
  },
  input: {
    ...uploadFields,
    PartNumber: partNumberQuery,
    ...copySourceFields,
    CopySourceRange: header('x-amz-copy-source-range', text()),
    ...customerKeyHeaders,
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
  },
  output: {
    headers: ['x-amz-copy-source-version-id', ...encryptionReplyHeaders],
    document: {
      root: 'CopyPartResult',
      shape: structure({ LastModified: timestamp(), ETag: text(), ...checksumMembers }),
    },
  },
  errors: [
    'InvalidArgument',
    'InvalidRange',
    'InvalidRequest',
    'NoSuchBucket',
    'NoSuchKey',
    'NoSuchUpload',
    'NoSuchVersion',
    'PreconditionFailed',
  ],
  authorize: ({ Bucket, Key, CopySource }) => [
    sourceRequirement(parseCopySource(CopySource), 'Object'),
    { action: 's3:PutObject', resource: objectArn(Bucket, Key) },
  ],
  revealMissing: revealSource,
  async handle(context) {
    const { input, bucket, stores } = context;
    const upload = await findUpload(context, input);
    const found = await findSource(context, input);
    const { version } = found;
    const range =
      input.CopySourceRange === undefined
        ? undefined
        : parseCopyRange(input.CopySourceRange, version.sizeBytes);
    const { encryption } = upload;
    const sourceKey = await keyOfObject(context, version.encryption, sourceKeyInput(input));
    const key = await keyOfObject(context, encryption, input, 'kms:GenerateDataKey');
    const sealing = sealingWith(key, context.randomBytes);
    const { algorithm } = checksumOf(upload);
    const copied = await copyBody(stores, { version, range, sourceKey }, algorithm, sealing);
    const etag = etagOf(copied.md5Hex, encryption, context.randomBytes);
    const put = await stores.uploads.putPart({
      bucketId: bucket.id,
      key: input.Key,
      uploadId: input.UploadId,
      number: input.PartNumber,
      sizeBytes: copied.sizeBytes,
      etag,
      checksum: copied.checksum.value,
      blob: copied.blob,
    });
    if (put.kind === 'no-such-upload') throw noSuchUpload(input.UploadId);
    const shown =
      upload.checksumAlgorithm === undefined
        ? {}
        : checksumMember(copied.checksum.algorithm, copied.checksum.value);
    return {
      headers: {
        'x-amz-copy-source-version-id': shownVersionId(found, version.versionId),
        ...encryptionReply(encryption),
      },
      document: { LastModified: put.lastModifiedMs, ETag: `"${etag}"`, ...shown },
    };
  },
});
