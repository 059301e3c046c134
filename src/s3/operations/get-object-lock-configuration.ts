import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { defineOperation } from '../define.ts';
import { lockConfiguration, lockConfigurationShape } from '../lock/configuration.ts';

export const getObjectLockConfiguration = defineOperation({
  name: 'GetObjectLockConfiguration',
  summary: 'Return the Object Lock of a bucket.',
  http: { method: 'GET', path: '/{Bucket}', query: ['object-lock'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'ObjectLockConfiguration', shape: lockConfigurationShape } },
  errors: ['ObjectLockConfigurationNotFoundError'],
  authorize: onBucket('s3:GetBucketObjectLockConfiguration'),
  async handle(context) {
    const { bucket, fail } = context;
    const document = await lockConfiguration(context);
    if (document === undefined) {
      return fail('ObjectLockConfigurationNotFoundError', { fields: { BucketName: bucket.name } });
    }
    return { document };
  },
});
