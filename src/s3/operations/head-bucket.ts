import { bucketLabel } from '../../operation/field.ts';
import { bucketArn } from '../arn.ts';
import { defineOperation } from '../define.ts';

export const headBucket = defineOperation({
  name: 'HeadBucket',
  summary: 'Tell whether a bucket exists and may be listed, and its region.',
  http: { method: 'HEAD', path: '/{Bucket}' },
  input: { Bucket: bucketLabel },
  output: { headers: ['x-amz-bucket-arn', 'x-amz-bucket-region', 'x-amz-access-point-alias'] },
  errors: [],
  authorize: ({ Bucket }) => [{ action: 's3:ListBucket', resource: bucketArn(Bucket) }],
  async handle({ bucket }) {
    return {
      headers: {
        'x-amz-bucket-arn': bucketArn(bucket.name),
        'x-amz-bucket-region': bucket.region,
        'x-amz-access-point-alias': 'false',
      },
    };
  },
});
