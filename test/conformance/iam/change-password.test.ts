import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ChangePasswordCommand,
  CreateLoginProfileCommand,
  DeleteAccountPasswordPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser, type Statement } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

const Password = 'correct-Horse-1';

async function userWithPassword(...statements: Statement[]) {
  const user = await createUser(iam, ...statements);
  await iam.send(new CreateLoginProfileCommand({ UserName: user.name, Password }));
  const own = iamClient(server, user.credentials);
  const change = (OldPassword: string, NewPassword: string) =>
    own.send(new ChangePasswordCommand({ OldPassword, NewPassword }));
  return { own, change };
}

describe('ChangePassword', () => {
  test('takes the new password when the old one is right', async () => {
    const { own, change } = await userWithPassword(allow('iam:ChangePassword', '*'));
    await expectError(change('wrong-Horse-9', 'another-Horse-2'), 'AccessDenied', 403, /incorrect/);
    await change(Password, 'another-Horse-2');
    await expectError(change(Password, 'third-Horse-3'), 'AccessDenied', 403);
    assert.ok(own);
  });

  test('refuses a weak password', async () => {
    const { change } = await userWithPassword(allow('iam:ChangePassword', '*'));
    await expectError(change(Password, 'weak'), 'PasswordPolicyViolation', 400);
  });

  test('refuses a user without a password, and root', async () => {
    const user = await createUser(iam, allow('iam:ChangePassword', '*'));
    const input = { OldPassword: Password, NewPassword: 'another-Horse-2' };
    const call = iamClient(server, user.credentials).send(new ChangePasswordCommand(input));
    await expectError(call, 'NoSuchEntity', 404);
    await expectError(iam.send(new ChangePasswordCommand(input)), 'InvalidUserType', 400);
  });

  test('needs iam:ChangePassword, unless the account lets all users do it', async () => {
    const { change } = await userWithPassword();
    const words = /is not authorized to perform: iam:ChangePassword on resource: arn:aws:iam::/;
    await expectError(change(Password, 'another-Horse-2'), 'AccessDenied', 403, words);
    const AllowUsersToChangePassword = true;
    await iam.send(new UpdateAccountPasswordPolicyCommand({ AllowUsersToChangePassword }));
    await change(Password, 'another-Horse-2');
    await iam.send(new DeleteAccountPasswordPolicyCommand({}));
  });
});
