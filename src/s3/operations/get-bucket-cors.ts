import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { corsShape } from '../configurations/cors.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import { defineOperation } from '../define.ts';

export const getBucketCors = defineOperation({
  name: 'GetBucketCors',
  summary: 'Return which other origins may use a bucket from a browser.',
  http: { method: 'GET', path: '/{Bucket}', query: ['cors'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'CORSConfiguration', shape: corsShape } },
  errors: ['NoSuchCORSConfiguration'],
  authorize: onBucket('s3:GetBucketCORS'),
  async handle({ bucket, stores, fail }) {
    const document = await keptConfiguration(stores.buckets, bucket, 'cors');
    if (document === undefined) {
      return fail('NoSuchCORSConfiguration', { fields: { BucketName: bucket.name } });
    }
    return { document };
  },
});
