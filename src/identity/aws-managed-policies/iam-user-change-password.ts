import { declareAwsManagedPolicy } from './aws-managed-policy.ts';

export const iamUserChangePassword = declareAwsManagedPolicy({
  policyName: 'IAMUserChangePassword',
  policyId: 'ANPAJ4L4MM2A7QIEB56MS',
  description: 'Provides the ability for an IAM user to change their own password.',
  defaultVersionId: 'v2',
  createDate: '2016-11-15T00:25:16Z',
  updateDate: '2016-11-15T23:18:55Z',
  statements: [
    {
      Effect: 'Allow',
      Action: ['iam:ChangePassword'],
      // The variable is the policy language's, filled in at each decision.
      Resource: ['arn:aws:iam::*:user/${aws:username}'],
    },
    { Effect: 'Allow', Action: ['iam:GetAccountPasswordPolicy'], Resource: '*' },
  ],
});
