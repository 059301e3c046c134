import { xmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { grantsOfEntries } from '../acl/document.ts';
import { hasAcls } from '../acl/ownership.ts';
import { onBucket } from '../bucket/requirement.ts';
import { dropConfiguration, keepConfiguration } from '../bucket/update.ts';
import { loggingShape } from '../configurations/logging.ts';
import { defineOperation } from '../define.ts';

export const putBucketLogging = defineOperation({
  name: 'PutBucketLogging',
  summary: 'Set where the access log of a bucket goes; an empty document ends it.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['logging'] },
  input: { Bucket: bucketLabel },
  body: xmlBody('BucketLoggingStatus', loggingShape),
  output: {},
  errors: [
    'InvalidArgument',
    'InvalidTargetBucketForLogging',
    'MalformedACLError',
    'MalformedXML',
    'UnresolvableGrantByEmailAddress',
  ],
  authorize: onBucket('s3:PutBucketLogging'),
  async handle(context) {
    const { body, bucket, stores, fail } = context;
    if (body.LoggingEnabled === undefined) {
      await dropConfiguration(context, 'logging');
      return {};
    }
    const { TargetBucket } = body.LoggingEnabled;
    const target = await stores.buckets.get(TargetBucket);
    if (target === undefined) {
      return fail('InvalidTargetBucketForLogging', {
        message: 'The target bucket for logging does not exist',
        fields: { TargetBucket },
      });
    }
    if (target.accountId !== bucket.accountId || target.region !== bucket.region) {
      return fail('InvalidTargetBucketForLogging', { fields: { TargetBucket } });
    }
    const { TargetGrants: grants = [] } = body.LoggingEnabled;
    if (grants.length > 0 && !hasAcls(target)) {
      return fail('InvalidArgument', {
        message: 'Bucket with BucketOwnerEnforced ObjectOwnership cannot have TargetGrants',
      });
    }
    await grantsOfEntries(grants, context.accounts);
    await keepConfiguration(context, 'logging', body);
    return {};
  },
});
