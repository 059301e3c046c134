import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateAccessKeyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('CreateAccessKey', () => {
  test('makes a key that works at once, and shows its secret', async () => {
    const user = await createPlainUser(iam);
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: user.name }));
    assert.match(AccessKey?.AccessKeyId ?? '', /^AKIA[A-Z0-9]{16}$/);
    assert.equal(AccessKey?.SecretAccessKey?.length, 40);
    assert.deepEqual([AccessKey?.Status, AccessKey?.UserName], ['Active', user.name]);
  });

  test('refuses a third key', async () => {
    const { name: UserName } = await createPlainUser(iam);
    for (const _ of [1, 2]) await iam.send(new CreateAccessKeyCommand({ UserName }));
    const call = iam.send(new CreateAccessKeyCommand({ UserName }));
    await expectError(call, 'LimitExceeded', 409, /AccessKeysPerUser: 2/);
  });

  test('refuses a user that does not exist', async () => {
    const call = iam.send(new CreateAccessKeyCommand({ UserName: 'nobody-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:CreateAccessKey', async () => {
    const user = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:CreateAccessKey', user.arn, (client) =>
      client.send(new CreateAccessKeyCommand({ UserName: user.name })),
    );
  });
});
