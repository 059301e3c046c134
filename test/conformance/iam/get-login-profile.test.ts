import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateLoginProfileCommand, GetLoginProfileCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

const Password = 'correct-Horse-1';

describe('GetLoginProfile', () => {
  test('tells since when there is a password', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const made = await iam.send(new CreateLoginProfileCommand({ UserName, Password }));
    const { LoginProfile } = await iam.send(new GetLoginProfileCommand({ UserName }));
    assert.deepEqual(LoginProfile, made.LoginProfile);
    assert.equal(LoginProfile?.PasswordResetRequired, false);
  });

  test('refuses a user without a password, and one that does not exist', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const words = /^Login Profile for User user-\w+ cannot be found\.$/;
    const without = iam.send(new GetLoginProfileCommand({ UserName }));
    await expectError(without, 'NoSuchEntity', 404, words);
    const none = iam.send(new GetLoginProfileCommand({ UserName: 'nobody-here' }));
    await expectError(none, 'NoSuchEntity', 404, /^The user with name/);
  });

  test('needs iam:GetLoginProfile', async () => {
    const { name: UserName, arn } = await createPlainUser(iam);
    await iam.send(new CreateLoginProfileCommand({ UserName, Password }));
    await expectIamPermission(server, iam, 'iam:GetLoginProfile', arn, (client) =>
      client.send(new GetLoginProfileCommand({ UserName })),
    );
  });
});
