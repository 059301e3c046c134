import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { somePolicy } from '../harness/iam-entities.ts';
import { allow, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { createRole, trustPolicy } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('PutRolePolicy', () => {
  test('keeps a policy byte for byte and replaces it', async () => {
    const { name: RoleName } = await createRole(iam);
    const target = { RoleName, PolicyName: 'inline' };
    for (const PolicyDocument of [somePolicy, ` ${somePolicy}\n`]) {
      await iam.send(new PutRolePolicyCommand({ ...target, PolicyDocument }));
      const kept = await iam.send(new GetRolePolicyCommand(target));
      assert.equal(decodeURIComponent(kept.PolicyDocument ?? ''), PolicyDocument);
    }
  });

  test('refuses a malformed policy and keeps none', async () => {
    const { name: RoleName } = await createRole(iam);
    const target = { RoleName, PolicyName: 'inline' };
    for (const PolicyDocument of ['no', '{}', trustPolicy]) {
      const call = iam.send(new PutRolePolicyCommand({ ...target, PolicyDocument }));
      await expectError(call, 'MalformedPolicyDocument', 400);
    }
    await expectError(iam.send(new GetRolePolicyCommand(target)), 'NoSuchEntity', 404);
  });

  test('refuses more than all inline policies may hold', async () => {
    const { name: RoleName } = await createRole(iam);
    const PolicyDocument = policyText({ ...allow('s3:*', '*'), Sid: 'x'.repeat(6_000) });
    const put = (PolicyName: string) =>
      iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
    await put('first');
    const words = /^Maximum policy size of 10240 bytes exceeded for role role-\w+$/;
    await expectError(put('second'), 'LimitExceeded', 409, words);
  });

  test('refuses a role that does not exist', async () => {
    const input = { RoleName: 'no-role-here', PolicyName: 'a', PolicyDocument: somePolicy };
    await expectError(iam.send(new PutRolePolicyCommand(input)), 'NoSuchEntity', 404);
  });

  test('needs iam:PutRolePolicy', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    const input = { RoleName, PolicyName: 'a', PolicyDocument: somePolicy };
    await expectIamPermission(server, iam, 'iam:PutRolePolicy', arn, (client) =>
      client.send(new PutRolePolicyCommand(input)),
    );
  });
});
