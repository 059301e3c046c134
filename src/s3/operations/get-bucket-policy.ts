import { showPrincipals } from '../../identity/principal-binding.ts';
import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { defineOperation } from '../define.ts';

export const getBucketPolicy = defineOperation({
  name: 'GetBucketPolicy',
  summary: 'Return the policy of a bucket, byte for byte.',
  http: { method: 'GET', path: '/{Bucket}', query: ['policy'] },
  input: { Bucket: bucketLabel },
  output: { headers: ['content-type'] },
  errors: ['MethodNotAllowed', 'NoSuchBucketPolicy'],
  authorize: onBucket('s3:GetBucketPolicy'),
  async handle({ bucket, caller, principals, fail }) {
    if (caller.principal.accountId !== bucket.accountId) return fail('MethodNotAllowed');
    if (bucket.policy === undefined) {
      return fail('NoSuchBucketPolicy', { fields: { BucketName: bucket.name } });
    }
    const text = await showPrincipals(bucket.policy, principals);
    return { headers: { 'content-type': 'application/json' }, text };
  },
});
