import { streamBody } from '../../operation/document.ts';
import { bucketLabel, header, keyLabel } from '../../operation/field.ts';
import { text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { newEncryptionReply, newEncryptionReplyHeaders } from '../encryption/reply.ts';
import { attributeFields } from '../object/attribute-fields.ts';
import { checksumHeaders, checksumReply } from '../object/checksum-fields.ts';
import { shownVersionId } from '../object/find-version.ts';
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
