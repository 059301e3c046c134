import { xmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { readGrants } from '../acl/grants.ts';
import { ownershipControlsShape } from '../bucket/ownership-controls.ts';
import { onBucket } from '../bucket/requirement.ts';
import { updateBucket } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const putBucketOwnershipControls = defineOperation({
  name: 'PutBucketOwnershipControls',
  summary: 'Decide who owns new objects of a bucket, and whether it has access control lists.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['ownershipControls'] },
  input: { Bucket: bucketLabel },
  body: xmlBody('OwnershipControls', ownershipControlsShape),
  output: {},
  errors: ['InvalidBucketAclWithObjectOwnership', 'MalformedXML'],
  authorize: onBucket('s3:PutBucketOwnershipControls'),
  async handle(context) {
    const { body, bucket, stores, fail } = context;
    const [rule] = body.Rule;
    if (rule === undefined) return fail('MalformedXML');
    if (rule.ObjectOwnership === 'BucketOwnerEnforced') {
      // A list that grants anything to others would be switched off without a word.
      const grants = readGrants(
        await stores.buckets.configuration(bucket.id, 'acl'),
        bucket.ownerId,
      );
      const isOwners = grants.every(
        ({ grantee }) => grantee.kind === 'account' && grantee.canonicalId === bucket.ownerId,
      );
      if (!isOwners) return fail('InvalidBucketAclWithObjectOwnership');
    }
    await updateBucket(context, { objectOwnership: rule.ObjectOwnership });
    return {};
  },
});
