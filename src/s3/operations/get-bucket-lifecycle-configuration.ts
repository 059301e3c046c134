import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import { lifecycleShape } from '../configurations/lifecycle.ts';
import { defaultMinimumSize, minimumSizeHeader } from '../configurations/transition-minimum.ts';
import { defineOperation } from '../define.ts';

export const getBucketLifecycleConfiguration = defineOperation({
  name: 'GetBucketLifecycleConfiguration',
  summary: 'Return when objects, versions and uploads of a bucket move or go.',
  http: { method: 'GET', path: '/{Bucket}', query: ['lifecycle'] },
  input: { Bucket: bucketLabel },
  output: {
    headers: [minimumSizeHeader],
    document: { root: 'LifecycleConfiguration', shape: lifecycleShape },
  },
  errors: ['NoSuchLifecycleConfiguration'],
  authorize: onBucket('s3:GetLifecycleConfiguration'),
  async handle({ bucket, stores, fail }) {
    const document = await keptConfiguration(stores.buckets, bucket, 'lifecycle');
    if (document === undefined) {
      return fail('NoSuchLifecycleConfiguration', { fields: { BucketName: bucket.name } });
    }
    const { minimumSize = defaultMinimumSize, Rule } = document;
    return { headers: { [minimumSizeHeader]: minimumSize }, document: { Rule } };
  },
});
