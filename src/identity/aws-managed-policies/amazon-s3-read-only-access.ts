import { declareAwsManagedPolicy } from './aws-managed-policy.ts';

export const amazonS3ReadOnlyAccess = declareAwsManagedPolicy({
  policyName: 'AmazonS3ReadOnlyAccess',
  policyId: 'ANPAIZTJ4DXE7G6AGAE6M',
  description: 'Provides read only access to all buckets via the AWS Management Console.',
  defaultVersionId: 'v3',
  createDate: '2015-02-06T18:40:59Z',
  updateDate: '2023-08-10T21:31:39Z',
  statements: [
    {
      Effect: 'Allow',
      Action: [
        's3:Get*',
        's3:List*',
        's3:Describe*',
        's3-object-lambda:Get*',
        's3-object-lambda:List*',
      ],
      Resource: '*',
    },
  ],
});
