import { streamBody } from '../../operation/document.ts';
import { ServiceError } from '../../operation/errors.ts';
import { bucketLabel, header, keyLabel } from '../../operation/field.ts';
import { text } from '../../operation/shape.ts';
import { hasBodyDigest } from '../body-digest.ts';
import { type BucketContext, defineOperation } from '../define.ts';
import { newEncryptionReply, newEncryptionReplyHeaders } from '../encryption/reply.ts';
import { type AttributeInput, attributeFields } from '../object/attribute-fields.ts';
import { checksumHeaders, checksumReply } from '../object/checksum-fields.ts';
import { shownVersionId } from '../object/find-version.ts';
import { refuseVersionId } from '../object/no-version-id.ts';
import { storeObject } from '../object/store-object.ts';
import { writeRequirements } from '../object/write-requirements.ts';

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
    WriteOffsetBytes: header('x-amz-write-offset-bytes', text()),
  },
  body: streamBody,
  output: {
    headers: [
      'etag',
      'x-amz-version-id',
      'x-amz-expiration',
      ...newEncryptionReplyHeaders,
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
  events: ['ObjectCreated:Put'],
  authorize: writeRequirements,
  async handle(context) {
    checkPut(context);
    const stored = await storeObject(context, context.input, context.body, 'ObjectCreated:Put');
    return {
      headers: {
        etag: `"${stored.etag}"`,
        'x-amz-expiration': stored.expiration,
        'x-amz-version-id': shownVersionId(context, stored.versionId),
        ...newEncryptionReply(stored.encryption, context.input),
        ...checksumReply(stored.checksum, 'FULL_OBJECT'),
      },
    };
  },
});

type PutHeaders = Pick<
  AttributeInput,
  'ObjectLockMode' | 'ObjectLockRetainUntilDate' | 'ObjectLockLegalHoldStatus'
> & { readonly WriteOffsetBytes: string | undefined };

/**
 * @throws ServiceError NotImplemented for an append, which is for directory buckets alone, and
 *   would here replace the object; InvalidRequest for a lock on what may come damaged
 */
function checkPut({
  input,
  request,
}: Pick<BucketContext, 'request'> & { input: PutHeaders }): void {
  refuseVersionId(request);
  if (input.WriteOffsetBytes !== undefined) {
    throw new ServiceError('NotImplemented', { fields: { Header: 'x-amz-write-offset-bytes' } });
  }
  const { ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus } = input;
  const isLocked = ObjectLockMode ?? ObjectLockRetainUntilDate ?? ObjectLockLegalHoldStatus;
  if (isLocked === undefined || hasBodyDigest(request)) return;
  throw new ServiceError('InvalidRequest', {
    message:
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
  });
}
