import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { defineOperation } from '../define.ts';
import { taggingShape, tagMembers } from '../tags.ts';

export const getBucketTagging = defineOperation({
  name: 'GetBucketTagging',
  summary: 'Return the tags of a bucket.',
  http: { method: 'GET', path: '/{Bucket}', query: ['tagging'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'Tagging', shape: taggingShape } },
  errors: ['NoSuchTagSet'],
  authorize: onBucket('s3:GetBucketTagging'),
  async handle({ bucket, fail }) {
    if (bucket.tags === undefined) {
      return fail('NoSuchTagSet', { fields: { BucketName: bucket.name } });
    }
    return { document: { TagSet: tagMembers(bucket.tags) } };
  },
});
