import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import { loggingShape } from '../configurations/logging.ts';
import { defineOperation } from '../define.ts';

export const getBucketLogging = defineOperation({
  name: 'GetBucketLogging',
  summary: 'Return where the access log of a bucket goes.',
  http: { method: 'GET', path: '/{Bucket}', query: ['logging'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'BucketLoggingStatus', shape: loggingShape } },
  errors: [],
  authorize: onBucket('s3:GetBucketLogging'),
  async handle({ bucket, stores }) {
    const document = await keptConfiguration(stores.buckets, bucket, 'logging');
    return { document: document ?? {} };
  },
});
