import { optionalXmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { sentAclShape } from '../acl/document.ts';
import { writeGrants } from '../acl/grants.ts';
import { bucketAclHeaders } from '../acl/headers.ts';
import { requestedGrants } from '../acl/requested.ts';
import { onBucket } from '../bucket/requirement.ts';
import { defineOperation, noSuchBucket } from '../define.ts';

export const putBucketAcl = defineOperation({
  name: 'PutBucketAcl',
  summary: 'Give a bucket its access control list.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['acl'] },
  input: { Bucket: bucketLabel, ...bucketAclHeaders },
  body: optionalXmlBody('AccessControlPolicy', sentAclShape, { malformed: 'MalformedACLError' }),
  output: {},
  errors: [
    'AccessControlListNotSupported',
    'AccessDenied',
    'InvalidArgument',
    'InvalidRequest',
    'MalformedACLError',
    'MissingSecurityHeader',
    'UnexpectedContent',
    'UnresolvableGrantByEmailAddress',
  ],
  authorize: onBucket('s3:PutBucketAcl'),
  async handle(context) {
    const { bucket, input, body, stores } = context;
    const grants = await requestedGrants(context, input, body, bucket.ownerId);
    const kept = await stores.buckets.putConfiguration(bucket.id, 'acl', writeGrants(grants));
    if (kept === 'missing') throw noSuchBucket(bucket.name);
    return {};
  },
});
