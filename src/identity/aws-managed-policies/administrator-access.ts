import { declareAwsManagedPolicy } from './aws-managed-policy.ts';

export const administratorAccess = declareAwsManagedPolicy({
  policyName: 'AdministratorAccess',
  policyId: 'ANPAIWMBCKSKIEE64ZLYK',
  description: 'Provides full access to AWS services and resources.',
  defaultVersionId: 'v1',
  createDate: '2015-02-06T18:39:46Z',
  updateDate: '2015-02-06T18:39:46Z',
  statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
