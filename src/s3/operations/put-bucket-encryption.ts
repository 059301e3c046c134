import { xmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keepConfiguration } from '../bucket/update.ts';
import { encryptionShape } from '../configurations/encryption.ts';
import { defineOperation } from '../define.ts';

export const putBucketEncryption = defineOperation({
  name: 'PutBucketEncryption',
  summary: 'Set how new objects of a bucket are encrypted.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['encryption'] },
  input: { Bucket: bucketLabel },
  body: xmlBody('ServerSideEncryptionConfiguration', encryptionShape),
  output: {},
  errors: ['MalformedXML'],
  authorize: onBucket('s3:PutEncryptionConfiguration'),
  async handle(context) {
    await keepConfiguration(context, 'encryption', context.body);
    return {};
  },
});
