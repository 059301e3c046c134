import { declareAwsManagedPolicy } from './aws-managed-policy.ts';

export const iamReadOnlyAccess = declareAwsManagedPolicy({
  policyName: 'IAMReadOnlyAccess',
  policyId: 'ANPAJKSO7NDY4T57MWDSQ',
  description: 'Provides read only access to IAM via the AWS Management Console.',
  defaultVersionId: 'v4',
  createDate: '2015-02-06T18:40:39Z',
  updateDate: '2018-01-25T19:11:27Z',
  statements: [
    {
      Effect: 'Allow',
      Action: [
        'iam:GenerateCredentialReport',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:Get*',
        'iam:List*',
        'iam:SimulateCustomPolicy',
        'iam:SimulatePrincipalPolicy',
      ],
      Resource: '*',
    },
  ],
});
