import { describe, test } from 'node:test';
import {
  DeleteAccountPasswordPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeleteAccountPasswordPolicy', () => {
  test('removes the policy once', async () => {
    await iam.send(new UpdateAccountPasswordPolicyCommand({}));
    await iam.send(new DeleteAccountPasswordPolicyCommand({}));
    const words = /^The account policy with name PasswordPolicy cannot be found\.$/;
    const again = iam.send(new DeleteAccountPasswordPolicyCommand({}));
    await expectError(again, 'NoSuchEntity', 404, words);
  });

  test('needs iam:DeleteAccountPasswordPolicy', async () => {
    await iam.send(new UpdateAccountPasswordPolicyCommand({}));
    await expectIamPermission(server, iam, 'iam:DeleteAccountPasswordPolicy', '*', (client) =>
      client.send(new DeleteAccountPasswordPolicyCommand({})),
    );
  });
});
