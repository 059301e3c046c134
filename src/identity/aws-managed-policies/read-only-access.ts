import { declareAwsManagedPolicy } from './aws-managed-policy.ts';

/**
 * AWS's policy names every service that it has; here stand its actions of the services that there
 * are, so this is no byte-for-byte copy. It changes often: the version is that of September 2024.
 */
export const readOnlyAccess = declareAwsManagedPolicy({
  policyName: 'ReadOnlyAccess',
  policyId: 'ANPAILL3HVNFSB6DCOWYQ',
  description: 'Provides read-only access to AWS services and resources.',
  defaultVersionId: 'v119',
  createDate: '2015-02-06T18:39:48Z',
  updateDate: '2024-09-16T18:53:21Z',
  statements: [
    {
      Effect: 'Allow',
      Action: [
        'access-analyzer:GetAccessPreview',
        'access-analyzer:GetAnalyzedResource',
        'access-analyzer:GetAnalyzer',
        'access-analyzer:GetArchiveRule',
        'access-analyzer:GetFinding',
        'access-analyzer:GetGeneratedPolicy',
        'access-analyzer:ListAccessPreviewFindings',
        'access-analyzer:ListAccessPreviews',
        'access-analyzer:ListAnalyzedResources',
        'access-analyzer:ListAnalyzers',
        'access-analyzer:ListArchiveRules',
        'access-analyzer:ListFindings',
        'access-analyzer:ListPolicyGenerations',
        'access-analyzer:ListTagsForResource',
        'access-analyzer:ValidatePolicy',
        'iam:Generate*',
        'iam:Get*',
        'iam:List*',
        'iam:Simulate*',
        's3:DescribeJob',
        's3:Get*',
        's3:List*',
        'sts:GetAccessKeyInfo',
        'sts:GetCallerIdentity',
        'sts:GetSessionToken',
      ],
      Resource: '*',
    },
  ],
});
