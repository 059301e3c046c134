import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AttachUserPolicyCommand,
  ListPoliciesCommand,
  type ListPoliciesCommandInput,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser, createPolicy, iamArnRoot } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListPolicies', () => {
  test('lists those of the account, those of AWS and those in use', async () => {
    const policy = await createPolicy(iam);
    const user = await createPlainUser(iam);
    await iam.send(new AttachUserPolicyCommand({ UserName: user.name, PolicyArn: policy.arn }));
    const list = async (input: ListPoliciesCommandInput) => {
      const { Policies } = await iam.send(new ListPoliciesCommand({ ...input, MaxItems: 1000 }));
      return Policies?.map(({ Arn }) => Arn ?? '') ?? [];
    };
    assert.ok((await list({ Scope: 'Local' })).includes(policy.arn));
    assert.ok((await list({ Scope: 'AWS' })).every((arn) => arn.startsWith('arn:aws:iam::aws:')));
    assert.ok((await list({ OnlyAttached: true })).includes(policy.arn));
  });

  test('refuses a path that is none', async () => {
    const call = iam.send(new ListPoliciesCommand({ PathPrefix: 'no slash' }));
    await expectError(call, 'ValidationError', 400);
  });

  test('needs iam:ListPolicies', async () => {
    const policy = await createPolicy(iam);
    await expectIamPermission(
      server,
      iam,
      'iam:ListPolicies',
      `${iamArnRoot(policy)}policy/`,
      (client) => client.send(new ListPoliciesCommand({})),
    );
  });
});
