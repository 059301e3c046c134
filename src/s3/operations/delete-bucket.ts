import { bucketLabel } from '../../operation/field.ts';
import { bucketArn } from '../arn.ts';
import { defineOperation, noSuchBucket } from '../define.ts';

export const deleteBucket = defineOperation({
  name: 'DeleteBucket',
  summary: 'Delete a bucket that holds no object, no version and no delete marker.',
  http: { method: 'DELETE', path: '/{Bucket}' },
  input: { Bucket: bucketLabel },
  output: { status: 204 },
  errors: ['BucketNotEmpty'],
  authorize: ({ Bucket }) => [{ action: 's3:DeleteBucket', resource: bucketArn(Bucket) }],
  async handle({ bucket, stores, fail }) {
    const result = await stores.buckets.delete(bucket.id);
    if (result === 'missing') throw noSuchBucket(bucket.name);
    if (result === 'not-empty') {
      return fail('BucketNotEmpty', {
        message:
          bucket.versioning === 'Unversioned'
            ? 'The bucket you tried to delete is not empty'
            : 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
        fields: { BucketName: bucket.name },
      });
    }
    return {};
  },
});
