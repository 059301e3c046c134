import { streamBody } from '../../operation/document.ts';
import { bucketLabel, header, keyLabel } from '../../operation/field.ts';
import { text } from '../../operation/shape.ts';
import { rightsOfNewObject } from '../acl/ownership.ts';
import { writeCondition } from '../conditional.ts';
import { defineOperation } from '../define.ts';
import { encryptionOfNewObject } from '../encryption/choice.ts';
import { etagOf, sealingWith } from '../encryption/etag.ts';
import { encryptionReply, encryptionReplyHeaders } from '../encryption/reply.ts';
import { expirationHeader } from '../lifecycle/expiration.ts';
import { lockOfNewObject } from '../lock/new-object-lock.ts';
import { attributeFields } from '../object/attribute-fields.ts';
import { classifiedBy, describedBy } from '../object/attributes.ts';
import { checksumHeaders, checksumReply } from '../object/checksum-fields.ts';
import { shownVersionId } from '../object/find-version.ts';
import { storeBody } from '../object/store-body.ts';
import { versionMode, writeFailure } from '../object/write-failure.ts';
import { writeRequirements } from '../object/write-requirements.ts';
import { checkKey } from '../object-key.ts';

/** S3 computes this one where the client sends none. */
const defaultChecksum = 'CRC64NVME';

export const putObject = defineOperation({
  name: 'PutObject',
  summary: 'Store an object.',
  http: { method: 'PUT', path: '/{Bucket}/{Key+}' },
  input: {
    Bucket: bucketLabel,
    Key: keyLabel,
    ...attributeFields,
    IfMatch: header('if-match', text(), { conditionKey: 's3:if-match' }),
    IfNoneMatch: header('if-none-match', text(), { conditionKey: 's3:if-none-match' }),
  },
  body: streamBody,
  output: {
    headers: [
      'etag',
      'x-amz-version-id',
      'x-amz-expiration',
      'x-amz-object-size',
      ...encryptionReplyHeaders,
      ...checksumHeaders,
    ],
  },
  errors: [
    'AccessControlListNotSupported',
    'EntityTooLarge',
    'InvalidArgument',
    'InvalidRequest',
    'InvalidStorageClass',
    'InvalidTag',
    'KeyTooLongError',
    'MetadataTooLarge',
    'NoSuchKey',
    'NotImplemented',
    'PreconditionFailed',
  ],
  authorize: writeRequirements,
  async handle(context) {
    const { input, body, bucket, stores } = context;
    checkKey(input.Key);
    const condition = writeCondition(input.IfMatch, input.IfNoneMatch);
    const attributes = { ...describedBy(input), ...classifiedBy(input) };
    const rights = await rightsOfNewObject(context, input);
    const lock = await lockOfNewObject(context, input);
    const sealed = await encryptionOfNewObject(context, input);
    const sealing = sealingWith(sealed?.key, context.randomBytes);
    const { blob, digest } = await storeBody(stores.blobs, body, defaultChecksum, sealing);
    const etag = etagOf(digest.md5Hex ?? '', sealed?.encryption, context.randomBytes);
    const checksum =
      digest.checksum === undefined
        ? undefined
        : { ...digest.checksum, type: 'FULL_OBJECT' as const };
    const written = await stores.objects.put({
      bucketId: bucket.id,
      key: input.Key,
      ...attributes,
      ...rights,
      ...lock,
      encryption: sealed?.encryption,
      sizeBytes: digest.sizeBytes,
      etag,
      checksum,
      blob,
      mode: versionMode(context),
      condition,
    });
    if (written.kind !== 'put') throw writeFailure(written, input.Bucket, input.Key);
    return {
      headers: {
        etag: `"${etag}"`,
        'x-amz-expiration': await expirationHeader(context, {
          key: input.Key,
          sizeBytes: digest.sizeBytes,
          tags: attributes.tags,
          lastModifiedMs: written.lastModifiedMs,
        }),
        'x-amz-version-id': shownVersionId(context, written.versionId),
        ...encryptionReply(sealed?.encryption),
        ...checksumReply(checksum, 'FULL_OBJECT'),
      },
    };
  },
});
