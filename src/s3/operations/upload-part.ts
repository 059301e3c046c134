import { streamBody } from '../../operation/document.ts';
import { header } from '../../operation/field.ts';
import { oneOf } from '../../operation/shape.ts';
import { objectArn } from '../arn.ts';
import { defineOperation } from '../define.ts';
import { etagOf, sealingWith } from '../encryption/etag.ts';
import { customerKeyHeaders } from '../encryption/headers.ts';
import { keyOfObject } from '../encryption/object-key.ts';
import { encryptionReply, encryptionReplyHeaders } from '../encryption/reply.ts';
import { checksumHeaders, checksumReply } from '../object/checksum-fields.ts';
import { findUpload, noSuchUpload, partNumberQuery, uploadFields } from '../upload/find-upload.ts';
import { storePart } from '../upload/store-part.ts';

export const uploadPart = defineOperation({
  name: 'UploadPart',
  summary: 'Store one part of an upload; a part that is there already is replaced.',
  http: { method: 'PUT', path: '/{Bucket}/{Key+}', query: ['partNumber', 'uploadId'] },
  input: {
    ...uploadFields,
    PartNumber: partNumberQuery,
    ...customerKeyHeaders,
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
  },
  body: streamBody,
  output: { headers: ['etag', ...encryptionReplyHeaders, ...checksumHeaders] },
  errors: ['EntityTooLarge', 'InvalidArgument', 'InvalidRequest', 'NoSuchUpload'],
  authorize: ({ Bucket, Key }) => [{ action: 's3:PutObject', resource: objectArn(Bucket, Key) }],
  async handle(context) {
    const { input, body, bucket, stores } = context;
    const upload = await findUpload(context, input);
    const { encryption } = upload;
    const key = await keyOfObject(context, encryption, input, 'kms:GenerateDataKey');
    const sealing = sealingWith(key, context.randomBytes);
    const { blob, digest, checksum } = await storePart(stores.blobs, body, upload, sealing);
    const etag = etagOf(digest.md5Hex ?? '', encryption, context.randomBytes);
    const put = await stores.uploads.putPart({
      bucketId: bucket.id,
      key: input.Key,
      uploadId: input.UploadId,
      number: input.PartNumber,
      sizeBytes: digest.sizeBytes,
      etag,
      checksum,
      blob,
    });
    if (put.kind === 'no-such-upload') throw noSuchUpload(input.UploadId);
    return {
      headers: {
        etag: `"${etag}"`,
        ...encryptionReply(encryption),
        ...checksumReply(digest.checksum),
      },
    };
  },
});
