import { xmlBody } from '../../operation/document.ts';
import { bucketLabel, header } from '../../operation/field.ts';
import { oneOf, text } from '../../operation/shape.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keepConfiguration, updateBucket } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';
import { checkLockConfiguration } from '../lock/check-configuration.ts';
import { lockConfigurationShape } from '../lock/configuration.ts';

export const putObjectLockConfiguration = defineOperation({
  name: 'PutObjectLockConfiguration',
  summary: 'Give a bucket with versioning Object Lock, and the default for new objects.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['object-lock'] },
  input: {
    Bucket: bucketLabel,
    Token: header('x-amz-bucket-object-lock-token', text()),
    RequestPayer: header('x-amz-request-payer', oneOf('requester')),
  },
  body: xmlBody('ObjectLockConfiguration', lockConfigurationShape),
  output: {},
  errors: ['InvalidRetentionPeriod', 'InvalidBucketState', 'MalformedXML'],
  authorize: onBucket('s3:PutBucketObjectLockConfiguration'),
  async handle(context) {
    const { body, bucket, fail } = context;
    checkLockConfiguration(body);
    if (bucket.versioning !== 'Enabled') {
      return fail('InvalidBucketState', {
        message: "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      });
    }
    await keepConfiguration(context, 'object-lock', body);
    if (!bucket.objectLockEnabled) await updateBucket(context, { objectLockEnabled: true });
    return {};
  },
});
