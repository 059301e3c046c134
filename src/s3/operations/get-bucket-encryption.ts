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
  errors: ['ServerSideEncryptionConfigurationNotFoundError'],
  authorize: onBucket('s3:GetEncryptionConfiguration'),
  async handle({ bucket, stores, settings, fail }) {
    const kept = await keptConfiguration(stores.buckets, bucket, 'encryption');
    if (kept !== undefined) return { document: kept };
    // Before 2023 nothing was encrypted by itself, and S3 said so.
    if (settings.newBucketDefaults === 'legacy') {
      return fail('ServerSideEncryptionConfigurationNotFoundError');
    }
    return { document: defaultEncryption };
  },
});
