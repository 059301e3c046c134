import { xmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keepConfiguration } from '../bucket/update.ts';
import { checkWebsite, websiteShape } from '../configurations/website.ts';
import { defineOperation } from '../define.ts';

export const putBucketWebsite = defineOperation({
  name: 'PutBucketWebsite',
  summary: 'Make a website of a bucket.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['website'] },
  input: { Bucket: bucketLabel },
  body: xmlBody('WebsiteConfiguration', websiteShape),
  output: {},
  errors: ['InvalidArgument', 'InvalidRequest', 'MalformedXML'],
  authorize: onBucket('s3:PutBucketWebsite'),
  async handle(context) {
    checkWebsite(context.body);
    await keepConfiguration(context, 'website', context.body);
    return {};
  },
});
