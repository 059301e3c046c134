import fc from 'fast-check';
import { Refused } from '../reference/refused.ts';
import { iamStep, policyName, userName } from './identities.ts';
import { documentOf, identityDocument } from './policies.ts';

const drafted = fc.record({ policy: policyName, draft: identityDocument });
const versioned = fc.record({
  policy: policyName,
  version: fc.constantFrom('v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7'),
});

export const managedPolicySteps = [
  iamStep({
    name: 'CreatePolicy',
    data: drafted,
    on: (world, data) => world.policyArn(data.policy),
    parameters: (world, data) => ({
      PolicyName: data.policy,
      PolicyDocument: documentOf(world, data.draft).text,
    }),
    change: (identities, data, _, world) =>
      identities.createPolicy(data.policy, documentOf(world, data.draft).document),
  }),
  iamStep({
    name: 'DeletePolicy',
    data: drafted,
    on: (world, data) => world.policyArn(data.policy),
    parameters: (world, data) => ({ PolicyArn: world.policyArn(data.policy) }),
    change: (identities, data) => identities.deletePolicy(data.policy),
  }),
  iamStep({
    name: 'CreatePolicyVersion',
    data: fc.record({ policy: policyName, draft: identityDocument, isDefault: fc.boolean() }),
    on: (world, data) => world.policyArn(data.policy),
    parameters: (world, data) => ({
      PolicyArn: world.policyArn(data.policy),
      PolicyDocument: documentOf(world, data.draft).text,
      SetAsDefault: String(data.isDefault),
    }),
    change: (identities, data, _, world) => {
      const { document } = documentOf(world, data.draft);
      identities.policy(data.policy).add(document, data.isDefault);
    },
  }),
  iamStep({
    name: 'SetDefaultPolicyVersion',
    data: versioned,
    on: (world, data) => world.policyArn(data.policy),
    parameters: (world, data) => ({
      PolicyArn: world.policyArn(data.policy),
      VersionId: data.version,
    }),
    change: (identities, data) => identities.setDefault(data.policy, data.version),
  }),
  iamStep({
    name: 'DeletePolicyVersion',
    data: versioned,
    on: (world, data) => world.policyArn(data.policy),
    parameters: (world, data) => ({
      PolicyArn: world.policyArn(data.policy),
      VersionId: data.version,
    }),
    change: (identities, data) => identities.deleteVersion(data.policy, data.version),
  }),
];

export const boundarySteps = [
  iamStep({
    name: 'PutUserPermissionsBoundary',
    data: fc.record({ user: userName, policy: policyName }),
    on: (world, data) => world.userArn(data.user),
    parameters: (world, data) => ({
      UserName: data.user,
      PermissionsBoundary: world.policyArn(data.policy),
    }),
    change: (identities, data) => {
      identities.user(data.user).boundary = identities.policy(data.policy);
    },
  }),
  iamStep({
    name: 'DeleteUserPermissionsBoundary',
    data: fc.record({ user: userName }),
    on: (world, data) => world.userArn(data.user),
    parameters: (_, data) => ({ UserName: data.user }),
    change: (identities, data) => {
      const user = identities.user(data.user);
      if (user.boundary === undefined) throw new Refused(404, 'NoSuchEntity');
      user.boundary = undefined;
    },
  }),
];
