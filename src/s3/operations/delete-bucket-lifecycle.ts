import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { dropConfiguration } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const deleteBucketLifecycle = defineOperation({
  name: 'DeleteBucketLifecycle',
  summary: 'Take the lifecycle of a bucket away.',
  http: { method: 'DELETE', path: '/{Bucket}', query: ['lifecycle'] },
  input: { Bucket: bucketLabel },
  output: { status: 204 },
  errors: [],
  authorize: onBucket('s3:PutLifecycleConfiguration'),
  async handle(context) {
    await dropConfiguration(context, 'lifecycle');
    return {};
  },
});
