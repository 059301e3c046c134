import { bucketLabel } from '../../operation/field.ts';
import { aclShape, documentOfGrants } from '../acl/document.ts';
import { readGrants } from '../acl/grants.ts';
import { hasAcls } from '../acl/ownership.ts';
import { onBucket } from '../bucket/requirement.ts';
import { defineOperation } from '../define.ts';

export const getBucketAcl = defineOperation({
  name: 'GetBucketAcl',
  summary: 'Return the access control list of a bucket.',
  http: { method: 'GET', path: '/{Bucket}', query: ['acl'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'AccessControlPolicy', shape: aclShape } },
  errors: [],
  authorize: onBucket('s3:GetBucketAcl'),
  async handle({ bucket, stores, accounts }) {
    const text = hasAcls(bucket) ? await stores.buckets.configuration(bucket.id, 'acl') : undefined;
    const grants = readGrants(text, bucket.ownerId);
    return { document: await documentOfGrants(grants, bucket.ownerId, accounts) };
  },
});
