import { bucketLabel } from '../../operation/field.ts';
import { publicAccessBlockShape } from '../bucket/public-access-block.ts';
import { onBucket } from '../bucket/requirement.ts';
import { defineOperation } from '../define.ts';

export const getPublicAccessBlock = defineOperation({
  name: 'GetPublicAccessBlock',
  summary: 'Return which kinds of public access a bucket refuses.',
  http: { method: 'GET', path: '/{Bucket}', query: ['publicAccessBlock'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'PublicAccessBlockConfiguration', shape: publicAccessBlockShape } },
  errors: ['NoSuchPublicAccessBlockConfiguration'],
  authorize: onBucket('s3:GetBucketPublicAccessBlock'),
  async handle({ bucket, fail }) {
    const { publicAccessBlock: block } = bucket;
    if (block === undefined) {
      return fail('NoSuchPublicAccessBlockConfiguration', { fields: { BucketName: bucket.name } });
    }
    return {
      document: {
        BlockPublicAcls: block.blockPublicAcls,
        IgnorePublicAcls: block.ignorePublicAcls,
        BlockPublicPolicy: block.blockPublicPolicy,
        RestrictPublicBuckets: block.restrictPublicBuckets,
      },
    };
  },
});
