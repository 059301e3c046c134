import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListSSHPublicKeysCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListSSHPublicKeys', () => {
  test('is empty, for a user and for the caller', async () => {
    const { name: UserName } = await createPlainUser(iam);
    for (const input of [{ UserName }, {}]) {
      const answer = await iam.send(new ListSSHPublicKeysCommand(input));
      assert.deepEqual([answer.SSHPublicKeys, answer.IsTruncated], [[], false]);
    }
  });

  test('refuses a user that does not exist', async () => {
    const call = iam.send(new ListSSHPublicKeysCommand({ UserName: 'nobody-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListSSHPublicKeys', async () => {
    const user = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:ListSSHPublicKeys', user.arn, (client) =>
      client.send(new ListSSHPublicKeysCommand({ UserName: user.name })),
    );
  });
});
