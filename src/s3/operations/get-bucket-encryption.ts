import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { defaultEncryption, encryptionShape } from '../configurations/encryption.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import { defineOperation } from '../define.ts';

export const getBucketEncryption = defineOperation({
  name: 'GetBucketEncryption',
  summary: 'Return how new objects of a bucket are encrypted.',
  http: { method: 'GET', path: '/{Bucket}', query: ['encryption'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'ServerSideEncryptionConfiguration', shape: encryptionShape } },
  errors: [],
  authorize: onBucket('s3:GetEncryptionConfiguration'),
  async handle({ bucket, stores }) {
    const document = await keptConfiguration(stores.buckets, bucket, 'encryption');
    return { document: document ?? defaultEncryption };
  },
});
