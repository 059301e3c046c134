import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { dropConfiguration } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const deleteBucketCors = defineOperation({
  name: 'DeleteBucketCors',
  summary: 'Let no other origin use a bucket from a browser.',
  http: { method: 'DELETE', path: '/{Bucket}', query: ['cors'] },
  input: { Bucket: bucketLabel },
  output: { status: 204 },
  errors: [],
  authorize: onBucket('s3:PutBucketCORS'),
  async handle(context) {
    await dropConfiguration(context, 'cors');
    return {};
  },
});
