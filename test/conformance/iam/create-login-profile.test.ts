import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateLoginProfileCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

const Password = 'correct-Horse-1';

describe('CreateLoginProfile', () => {
  test('gives a user a password, which no answer shows', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const command = new CreateLoginProfileCommand({
      UserName,
      Password,
      PasswordResetRequired: true,
    });
    const answer = await iam.send(command);
    assert.equal(answer.LoginProfile?.UserName, UserName);
    assert.equal(answer.LoginProfile?.PasswordResetRequired, true);
    assert.ok(!JSON.stringify(answer).includes(Password));
    assert.ok(!server.output().includes(Password));
  });

  test('refuses a second one', async () => {
    const { name: UserName } = await createPlainUser(iam);
    await iam.send(new CreateLoginProfileCommand({ UserName, Password }));
    const again = iam.send(new CreateLoginProfileCommand({ UserName, Password }));
    const words = /^Login Profile for user user-\w+ already exists\.$/;
    await expectError(again, 'EntityAlreadyExists', 409, words);
  });

  test("refuses passwords that AWS's default policy forbids", async () => {
    const { name: UserName } = await createPlainUser(iam);
    for (const weak of ['Ab1!', 'alllowercase', 'LOWERandupper']) {
      const call = iam.send(new CreateLoginProfileCommand({ UserName, Password: weak }));
      await expectError(call, 'PasswordPolicyViolation', 400);
    }
    const long = iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Aa1'.repeat(43) }));
    await expectError(long, 'ValidationError', 400);
  });

  test('refuses a user that does not exist', async () => {
    const call = iam.send(new CreateLoginProfileCommand({ UserName: 'nobody-here', Password }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:CreateLoginProfile', async () => {
    const { name: UserName, arn } = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:CreateLoginProfile', arn, (client) =>
      client.send(new CreateLoginProfileCommand({ UserName, Password })),
    );
  });
});
