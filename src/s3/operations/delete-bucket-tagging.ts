import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { updateBucket } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const deleteBucketTagging = defineOperation({
  name: 'DeleteBucketTagging',
  summary: 'Take all tags of a bucket away.',
  http: { method: 'DELETE', path: '/{Bucket}', query: ['tagging'] },
  input: { Bucket: bucketLabel },
  output: { status: 204 },
  errors: [],
  authorize: onBucket('s3:PutBucketTagging'),
  async handle(context) {
    await updateBucket(context, { tags: undefined });
    return {};
  },
});
