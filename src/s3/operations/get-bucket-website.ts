import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import { websiteShape } from '../configurations/website.ts';
import { defineOperation } from '../define.ts';

export const getBucketWebsite = defineOperation({
  name: 'GetBucketWebsite',
  summary: 'Return how a bucket is a website.',
  http: { method: 'GET', path: '/{Bucket}', query: ['website'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'WebsiteConfiguration', shape: websiteShape } },
  errors: ['NoSuchWebsiteConfiguration'],
  authorize: onBucket('s3:GetBucketWebsite'),
  async handle({ bucket, stores, fail }) {
    const document = await keptConfiguration(stores.buckets, bucket, 'website');
    if (document === undefined) {
      return fail('NoSuchWebsiteConfiguration', { fields: { BucketName: bucket.name } });
    }
    return { document };
  },
});
