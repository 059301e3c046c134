import { declareAwsManagedPolicy } from './aws-managed-policy.ts';

export const powerUserAccess = declareAwsManagedPolicy({
  policyName: 'PowerUserAccess',
  policyId: 'ANPAJYRXTHIB4FOVS3ZXS',
  description:
    'Provides full access to AWS services and resources, but does not allow management of Users ' +
    'and groups.',
  defaultVersionId: 'v12',
  createDate: '2015-02-06T18:39:47Z',
  updateDate: '2026-02-12T17:59:14Z',
  statements: [
    { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: [
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ],
      Resource: '*',
    },
  ],
});
