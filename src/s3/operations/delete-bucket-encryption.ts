import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { dropConfiguration } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const deleteBucketEncryption = defineOperation({
  name: 'DeleteBucketEncryption',
  summary: 'Encrypt new objects of a bucket as S3 does of itself.',
  http: { method: 'DELETE', path: '/{Bucket}', query: ['encryption'] },
  input: { Bucket: bucketLabel },
  output: { status: 204 },
  errors: [],
  authorize: onBucket('s3:PutEncryptionConfiguration'),
  async handle(context) {
    await dropConfiguration(context, 'encryption');
    return {};
  },
});
