import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { updateBucket } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const deleteBucketOwnershipControls = defineOperation({
  name: 'DeleteBucketOwnershipControls',
  summary: 'Let objects of a bucket belong to whoever writes them.',
  http: { method: 'DELETE', path: '/{Bucket}', query: ['ownershipControls'] },
  input: { Bucket: bucketLabel },
  output: { status: 204 },
  errors: [],
  authorize: onBucket('s3:PutBucketOwnershipControls'),
  async handle(context) {
    await updateBucket(context, { objectOwnership: undefined });
    return {};
  },
});
