import { bucketLabel, keyLabel } from '../../operation/field.ts';
import { structure, text } from '../../operation/shape.ts';
import { rightsOfNewObject } from '../acl/ownership.ts';
import { defineOperation, noSuchBucket } from '../define.ts';
import { encryptionOfNewObject } from '../encryption/choice.ts';
import { newEncryptionReply, newEncryptionReplyHeaders } from '../encryption/reply.ts';
import { abortDate, abortHeaders } from '../lifecycle/abort-date.ts';
import { lockOfNewObject } from '../lock/new-object-lock.ts';
import { attributeFields } from '../object/attribute-fields.ts';
import { classifiedBy, describedBy } from '../object/attributes.ts';
import { writeRequirements } from '../object/write-requirements.ts';
import { checksumChoiceFields, chosenChecksum } from '../upload/checksum-choice.ts';

export const createMultipartUpload = defineOperation({
  name: 'CreateMultipartUpload',
  summary: 'Begin an object that is uploaded in parts.',
  http: { method: 'POST', path: '/{Bucket}/{Key+}', query: ['uploads'] },
  input: {
    Bucket: bucketLabel,
    Key: keyLabel,
    ...attributeFields,
    ...checksumChoiceFields,
  },
  output: {
    headers: [
      'x-amz-checksum-algorithm',
      'x-amz-checksum-type',
      ...abortHeaders,
      ...newEncryptionReplyHeaders,
    ],
    document: {
      root: 'InitiateMultipartUploadResult',
      shape: structure({ Bucket: text(), Key: text(), UploadId: text() }),
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
  ],
  authorize: writeRequirements,
  async handle(context) {
    const { input, bucket, caller, stores } = context;
    const checksum = chosenChecksum(input);
    const sealed = await encryptionOfNewObject(context, input);
    const upload = await stores.uploads.create({
      bucketId: bucket.id,
      key: input.Key,
      ...describedBy(input),
      ...classifiedBy(input),
      ...(await rightsOfNewObject(context, input)),
      ...(await lockOfNewObject(context, input)),
      ...checksum,
      encryption: sealed?.encryption,
      initiator: {
        arn: caller.principal.arn,
        displayName: caller.principal.userName ?? caller.credential?.displayName ?? '',
      },
    });
    if ('kind' in upload) throw noSuchBucket(bucket.name);
    return {
      headers: {
        'x-amz-checksum-algorithm': checksum.checksumAlgorithm,
        'x-amz-checksum-type': checksum.checksumType,
        ...(await abortDate(context, upload)),
        ...newEncryptionReply(sealed?.encryption, input),
      },
      document: { Bucket: bucket.name, Key: input.Key, UploadId: upload.uploadId },
    };
  },
});
