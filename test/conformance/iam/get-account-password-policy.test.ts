import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteAccountPasswordPolicyCommand,
  GetAccountPasswordPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetAccountPasswordPolicy', () => {
  test('tells the policy, and whether passwords expire', async () => {
    const input = { MinimumPasswordLength: 12, RequireSymbols: true, MaxPasswordAge: 90 };
    await iam.send(new UpdateAccountPasswordPolicyCommand(input));
    const { PasswordPolicy } = await iam.send(new GetAccountPasswordPolicyCommand({}));
    assert.deepEqual(PasswordPolicy, {
      ...input,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: true,
    });
    await iam.send(new DeleteAccountPasswordPolicyCommand({}));
  });

  test('is refused while there is none', async () => {
    const words = /^The Password Policy with domain name \d{12} cannot be found\.$/;
    const call = iam.send(new GetAccountPasswordPolicyCommand({}));
    await expectError(call, 'NoSuchEntity', 404, words);
  });

  test('needs iam:GetAccountPasswordPolicy', async () => {
    await iam.send(new UpdateAccountPasswordPolicyCommand({}));
    await expectIamPermission(server, iam, 'iam:GetAccountPasswordPolicy', '*', (client) =>
      client.send(new GetAccountPasswordPolicyCommand({})),
    );
  });
});
