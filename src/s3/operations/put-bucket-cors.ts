import { xmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keepConfiguration } from '../bucket/update.ts';
import { checkCors, corsShape } from '../configurations/cors.ts';
import { defineOperation } from '../define.ts';

export const putBucketCors = defineOperation({
  name: 'PutBucketCors',
  summary: 'Set which other origins may use a bucket from a browser.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['cors'] },
  input: { Bucket: bucketLabel },
  body: xmlBody('CORSConfiguration', corsShape),
  output: {},
  errors: ['InvalidRequest', 'MalformedXML'],
  authorize: onBucket('s3:PutBucketCORS'),
  async handle(context) {
    checkCors(context.body);
    await keepConfiguration(context, 'cors', context.body);
    return {};
  },
});
