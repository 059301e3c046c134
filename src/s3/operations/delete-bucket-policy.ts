import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { updateBucket } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const deleteBucketPolicy = defineOperation({
  name: 'DeleteBucketPolicy',
  summary: 'Take the policy of a bucket away.',
  http: { method: 'DELETE', path: '/{Bucket}', query: ['policy'] },
  input: { Bucket: bucketLabel },
  output: { status: 204 },
  errors: ['MethodNotAllowed'],
  authorize: onBucket('s3:DeleteBucketPolicy'),
  async handle(context) {
    const { bucket, caller, fail } = context;
    if (caller.principal.accountId !== bucket.accountId) return fail('MethodNotAllowed');
    await updateBucket(context, { policy: undefined });
    return {};
  },
});
