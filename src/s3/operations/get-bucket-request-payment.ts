import { bucketLabel } from '../../operation/field.ts';
import { onBucket } from '../bucket/requirement.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import { defaultRequestPayment, requestPaymentShape } from '../configurations/request-payment.ts';
import { defineOperation } from '../define.ts';

export const getBucketRequestPayment = defineOperation({
  name: 'GetBucketRequestPayment',
  summary: 'Return who pays for requests.',
  http: { method: 'GET', path: '/{Bucket}', query: ['requestPayment'] },
  input: { Bucket: bucketLabel },
  output: { document: { root: 'RequestPaymentConfiguration', shape: requestPaymentShape } },
  errors: [],
  authorize: onBucket('s3:GetBucketRequestPayment'),
  async handle({ bucket, stores }) {
    const document = await keptConfiguration(stores.buckets, bucket, 'request-payment');
    return { document: document ?? defaultRequestPayment };
  },
});
