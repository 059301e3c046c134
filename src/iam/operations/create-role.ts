import { roleArn } from '../../identity/arns.ts';
import { createIdSource } from '../../identity/ids.ts';
import { integer, optional } from '../../operation/shape.ts';
import { expectBounded } from '../boundaries.ts';
import { defineOperation } from '../define.ts';
import { onNew } from '../requirements.ts';
import { arn, path, policyDocument, roleDescription, roleName } from '../shapes/names.ts';
import { fullRole } from '../shapes/role.ts';
import { readTags, tags } from '../shapes/tags.ts';
import { bindTrustPolicy, showRole } from '../trust-policies.ts';

const defaultSessionSeconds = 3600;

export const createRole = defineOperation({
  name: 'CreateRole',
  summary: 'Create a role with its trust policy.',
  input: {
    Path: optional(path),
    RoleName: roleName,
    AssumeRolePolicyDocument: policyDocument,
    Description: optional(roleDescription),
    MaxSessionDuration: optional(integer(3600, 43_200)),
    PermissionsBoundary: optional(arn),
    Tags: optional(tags),
  },
  output: { Role: fullRole },
  errors: [
    'EntityAlreadyExists',
    'InvalidInput',
    'LimitExceeded',
    'MalformedPolicyDocument',
    'NoSuchEntity',
  ],
  authorize: ({ RoleName, Path = '/', PermissionsBoundary, Tags }, { accountId }) =>
    onNew('iam:CreateRole', 'iam:TagRole', roleArn(accountId, Path, RoleName), Tags, {
      'iam:permissionsboundary': PermissionsBoundary,
    }),
  async handle(args) {
    const { input, accountId, identities, clock, randomBytes, fail } = args;
    const created = await identities.createRole({
      accountId,
      roleId: createIdSource(randomBytes).id('role'),
      roleName: input.RoleName,
      path: input.Path ?? '/',
      createdAtMs: clock(),
      trustPolicy: await bindTrustPolicy(args, fail, input.AssumeRolePolicyDocument),
      description: input.Description,
      maxSessionDurationSeconds: input.MaxSessionDuration ?? defaultSessionSeconds,
      permissionsBoundary: input.PermissionsBoundary,
      tags: readTags(fail, input.Tags),
    });
    return { Role: await showRole(args, expectBounded(fail, created)) };
  },
});
