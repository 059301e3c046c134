import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetAccountSummaryCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser, createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { createInstanceProfile, createProvider, createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetAccountSummary', () => {
  test('counts what the account has', async () => {
    const read = async () => (await iam.send(new GetAccountSummaryCommand({}))).SummaryMap ?? {};
    const before = await read();
    await createPlainUser(iam);
    await createGroup(iam);
    await createRole(iam);
    await createPolicy(iam);
    await createInstanceProfile(iam);
    await createProvider(iam);
    const after = await read();
    const added = [
      'Users',
      'Groups',
      'Roles',
      'Policies',
      'InstanceProfiles',
      'Providers',
    ] as const;
    for (const key of added) assert.ok(Number(after[key]) > Number(before[key]), key);
  });

  test("tells AWS's quotas", async () => {
    const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
    const quotas = {
      AccessKeysPerUserQuota: 2,
      AssumeRolePolicySizeQuota: 2048,
      GroupsPerUserQuota: 10,
      GroupsQuota: 300,
      PolicySizeQuota: 6144,
      UsersQuota: 5000,
      VersionsPerPolicyQuota: 5,
    };
    assert.deepEqual({ ...SummaryMap, ...quotas }, SummaryMap);
  });

  test('needs iam:GetAccountSummary', async () => {
    await expectIamPermission(server, iam, 'iam:GetAccountSummary', '*', (client) =>
      client.send(new GetAccountSummaryCommand({})),
    );
  });
});
