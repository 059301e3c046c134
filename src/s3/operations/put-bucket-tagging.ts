import { xmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { updateBucket } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';
import { bucketTagLimit, checkedTags, taggingShape } from '../tags.ts';

export const putBucketTagging = defineOperation({
  name: 'PutBucketTagging',
  summary: 'Give a bucket its tags, in place of those it has.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['tagging'] },
  input: { Bucket: bucketLabel },
  body: xmlBody('Tagging', taggingShape),
  output: {},
  errors: ['BadRequest', 'InvalidTag', 'MalformedXML'],
  authorize: onBucket('s3:PutBucketTagging'),
  async handle(context) {
    await updateBucket(context, { tags: checkedTags(context.body.TagSet, bucketTagLimit) });
    return {};
  },
});
