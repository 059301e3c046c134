import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateAccessKeyCommand, ListAccessKeysCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListAccessKeys', () => {
  test('lists the keys of a user without their secrets', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const answer = await iam.send(new ListAccessKeysCommand({ UserName }));
    const [key] = answer.AccessKeyMetadata ?? [];
    assert.deepEqual([key?.AccessKeyId, key?.Status], [AccessKey?.AccessKeyId, 'Active']);
    assert.ok(!JSON.stringify(answer).includes(AccessKey?.SecretAccessKey ?? '?'));
  });

  test('lists the keys of the caller when no name is given', async () => {
    const user = await createUser(iam, allow('iam:ListAccessKeys', '*'));
    const answer = await iamClient(server, user.credentials).send(new ListAccessKeysCommand({}));
    const ids = answer.AccessKeyMetadata?.map(({ AccessKeyId }) => AccessKeyId);
    assert.deepEqual(ids, [user.credentials.accessKeyId]);
  });

  test('refuses a user that does not exist', async () => {
    const call = iam.send(new ListAccessKeysCommand({ UserName: 'nobody-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListAccessKeys', async () => {
    const user = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:ListAccessKeys', user.arn, (client) =>
      client.send(new ListAccessKeysCommand({ UserName: user.name })),
    );
  });
});
