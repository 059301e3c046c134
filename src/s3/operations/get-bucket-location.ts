import { bucketLabel } from '../../operation/field.ts';
import { escapeXml, xmlDeclaration } from '../../operation/xml-write.ts';
import { bucketArn } from '../arn.ts';
import { usEast1 } from '../bucket/location.ts';
import { defineOperation, s3Namespace } from '../define.ts';

export const getBucketLocation = defineOperation({
  name: 'GetBucketLocation',
  summary: 'Return the region of a bucket; us-east-1 is told by its absence.',
  http: { method: 'GET', path: '/{Bucket}', query: ['location'] },
  input: { Bucket: bucketLabel },
  output: { headers: ['content-type'] },
  errors: [],
  authorize: ({ Bucket }) => [{ action: 's3:GetBucketLocation', resource: bucketArn(Bucket) }],
  async handle({ bucket }) {
    const region = bucket.region === usEast1 ? '' : escapeXml(bucket.region);
    const root = `<LocationConstraint xmlns="${s3Namespace}">${region}</LocationConstraint>`;
    return { headers: { 'content-type': 'application/xml' }, text: xmlDeclaration + root };
  },
});
