import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { updateBucket } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const deletePublicAccessBlock = defineOperation({
  name: 'DeletePublicAccessBlock',
  summary: 'Let a bucket be made public.',
  http: { method: 'DELETE', path: '/{Bucket}', query: ['publicAccessBlock'] },
  input: { Bucket: bucketLabel },
  output: { status: 204 },
  errors: [],
  authorize: onBucket('s3:PutBucketPublicAccessBlock'),
  async handle(context) {
    await updateBucket(context, { publicAccessBlock: undefined });
    return {};
  },
});
