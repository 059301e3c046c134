import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AttachUserPolicyCommand,
  ListPoliciesCommand,
  type ListPoliciesCommandInput,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError, notAuthorized } from '../harness/expect-error.ts';
import { createPlainUser, createPolicy } from '../harness/iam-entities.ts';
import { allow, createUser, deny, type TestUser } from '../harness/identities.ts';
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

  // Its resource is no ARN in AWS's words, so that only a policy for every resource allows it.
  test('needs iam:ListPolicies', async () => {
    const list = (user: TestUser) =>
      iamClient(server, user.credentials).send(new ListPoliciesCommand({}));
    const nobody = await createUser(iam);
    const words = notAuthorized(nobody.arn, 'iam:ListPolicies', 'policy path /');
    await expectError(list(nobody), 'AccessDenied', 403, words);
    const stopped = await createUser(iam, allow('*', '*'), deny('iam:ListPolicies', '*'));
    await expectError(list(stopped), 'AccessDenied', 403, /with an explicit deny/);
    await list(await createUser(iam, allow('iam:ListPolicies', '*')));
  });
});
