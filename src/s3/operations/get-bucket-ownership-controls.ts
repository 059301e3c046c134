import { bucketLabel } from '../../operation/field.ts';
import { ownershipControlsShape } from '../bucket/ownership-controls.ts';
import { onBucket } from '../bucket/requirement.ts';
import { defineOperation } from '../define.ts';

export const getBucketOwnershipControls = defineOperation({
  name: 'GetBucketOwnershipControls',
  summary: 'Return who owns new objects of a bucket.',
  http: { method: 'GET', path: '/{Bucket}', query: ['ownershipControls'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'OwnershipControls', shape: ownershipControlsShape } },
  errors: ['OwnershipControlsNotFoundError'],
  authorize: onBucket('s3:GetBucketOwnershipControls'),
  async handle({ bucket, fail }) {
    if (bucket.objectOwnership === undefined) {
      return fail('OwnershipControlsNotFoundError', { fields: { BucketName: bucket.name } });
    }
    return { document: { Rule: [{ ObjectOwnership: bucket.objectOwnership }] } };
  },
});
