import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateLoginProfileCommand,
  GetLoginProfileCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

const Password = 'correct-Horse-1';

describe('UpdateLoginProfile', () => {
  test('changes whether the password must be reset, and the password', async () => {
    const { name: UserName } = await createPlainUser(iam);
    await iam.send(new CreateLoginProfileCommand({ UserName, Password }));
    await iam.send(new UpdateLoginProfileCommand({ UserName, PasswordResetRequired: true }));
    const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName }));
    assert.equal(LoginProfile?.PasswordResetRequired, true);
    await iam.send(new UpdateLoginProfileCommand({ UserName, Password: 'another-Horse-2' }));
  });

  test('refuses a weak password, and a user without one', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const without = iam.send(new UpdateLoginProfileCommand({ UserName, Password }));
    await expectError(without, 'NoSuchEntity', 404, /^Login Profile for User/);
    await iam.send(new CreateLoginProfileCommand({ UserName, Password }));
    const weak = iam.send(new UpdateLoginProfileCommand({ UserName, Password: 'weak' }));
    await expectError(weak, 'PasswordPolicyViolation', 400);
  });

  test('needs iam:UpdateLoginProfile', async () => {
    const { name: UserName, arn } = await createPlainUser(iam);
    await iam.send(new CreateLoginProfileCommand({ UserName, Password }));
    await expectIamPermission(server, iam, 'iam:UpdateLoginProfile', arn, (client) =>
      client.send(new UpdateLoginProfileCommand({ UserName, Password: 'another-Horse-2' })),
    );
  });
});
