import { xmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { publicAccessBlockOf, publicAccessBlockShape } from '../bucket/public-access-block.ts';
import { onBucket } from '../bucket/requirement.ts';
import { updateBucket } from '../bucket/update.ts';
import { defineOperation } from '../define.ts';

export const putPublicAccessBlock = defineOperation({
  name: 'PutPublicAccessBlock',
  summary: 'Set which kinds of public access a bucket refuses.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['publicAccessBlock'] },
  input: { Bucket: bucketLabel },
  body: xmlBody('PublicAccessBlockConfiguration', publicAccessBlockShape),
  output: {},
  errors: ['MalformedXML'],
  authorize: onBucket('s3:PutBucketPublicAccessBlock'),
  async handle(context) {
    await updateBucket(context, { publicAccessBlock: publicAccessBlockOf(context.body) });
    return {};
  },
});
