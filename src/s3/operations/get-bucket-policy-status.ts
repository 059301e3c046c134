import { bucketLabel } from '../../operation/field.ts';
import { boolean, structure } from '../../operation/shape.ts';
import { hasPublicPolicy } from '../bucket/policy.ts';
import { onBucket } from '../bucket/requirement.ts';
import { defineOperation } from '../define.ts';

export const getBucketPolicyStatus = defineOperation({
  name: 'GetBucketPolicyStatus',
  summary: 'Tell whether the policy of a bucket is public.',
  http: { method: 'GET', path: '/{Bucket}', query: ['policyStatus'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'PolicyStatus', shape: structure({ IsPublic: boolean() }) } },
  errors: ['NoSuchBucketPolicy'],
  authorize: onBucket('s3:GetBucketPolicyStatus'),
  async handle({ bucket, fail }) {
    if (bucket.policy === undefined) {
      return fail('NoSuchBucketPolicy', { fields: { BucketName: bucket.name } });
    }
    return { document: { IsPublic: hasPublicPolicy(bucket) } };
  },
});
