import { xmlBody } from '../../operation/document.ts';
import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keepConfiguration } from '../bucket/update.ts';
import { requestPaymentShape } from '../configurations/request-payment.ts';
import { defineOperation } from '../define.ts';

export const putBucketRequestPayment = defineOperation({
  name: 'PutBucketRequestPayment',
  summary: 'Say who pays for requests; it is kept, and nobody is billed.',
  http: { method: 'PUT', path: '/{Bucket}', query: ['requestPayment'] },
  input: { Bucket: bucketLabel },
  body: xmlBody('RequestPaymentConfiguration', requestPaymentShape),
  output: {},
  errors: ['MalformedXML'],
  authorize: onBucket('s3:PutBucketRequestPayment'),
  async handle(context) {
    await keepConfiguration(context, 'request-payment', context.body);
    return {};
  },
});
