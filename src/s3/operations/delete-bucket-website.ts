import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { dropConfiguration } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const deleteBucketWebsite = defineOperation({
  name: 'DeleteBucketWebsite',
  summary: 'Let a bucket be no website any more.',
  http: { method: 'DELETE', path: '/{Bucket}', query: ['website'] },
  input: { Bucket: bucketLabel },
  output: { status: 204 },
  errors: [],
  authorize: onBucket('s3:DeleteBucketWebsite'),
  async handle(context) {
    await dropConfiguration(context, 'website');
    return {};
  },
});
