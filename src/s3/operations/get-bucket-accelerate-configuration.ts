import { bucketLabel } from '../../operation/field.ts';
import { optional, structure, text } from '../../operation/shape.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import { defineOperation } from '../define.ts';

export const getBucketAccelerateConfiguration = defineOperation({
  name: 'GetBucketAccelerateConfiguration',
  summary: 'Return whether transfer acceleration is on.',
  http: { method: 'GET', path: '/{Bucket}', query: ['accelerate'] },
  input: { Bucket: bucketLabel },
  output: {
    document: { root: 'AccelerateConfiguration', shape: structure({ Status: optional(text()) }) },
  },
  errors: [],
  authorize: onBucket('s3:GetAccelerateConfiguration'),
  async handle({ bucket, stores }) {
    const document = await keptConfiguration(stores.buckets, bucket, 'accelerate');
    return { document: document ?? {} };
  },
});
