import { describe, test } from 'node:test';
import { GetUserCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UpdateAccessKey', () => {
  test('makes a key inactive and active again, at once', async () => {
    const user = await createUser(iam);
    const { accessKeyId: AccessKeyId } = user.credentials;
    const own = iamClient(server, user.credentials);
    const update = (Status: 'Active' | 'Inactive') =>
      iam.send(new UpdateAccessKeyCommand({ UserName: user.name, AccessKeyId, Status }));
    await update('Inactive');
    await expectError(own.send(new GetUserCommand({})), 'InvalidClientTokenId', 403);
    await update('Active');
    await expectError(own.send(new GetUserCommand({})), 'AccessDenied', 403);
  });

  test('refuses another status, and a key of someone else', async () => {
    const user = await createUser(iam);
    const { accessKeyId: AccessKeyId } = user.credentials;
    const status = { UserName: user.name, AccessKeyId, Status: 'Expired' } as const;
    await expectError(iam.send(new UpdateAccessKeyCommand(status)), 'ValidationError', 400);
    const other = await createPlainUser(iam);
    const foreign = { UserName: other.name, AccessKeyId, Status: 'Inactive' } as const;
    const words = new RegExp(`Access Key with id ${AccessKeyId} cannot be found`);
    await expectError(iam.send(new UpdateAccessKeyCommand(foreign)), 'NoSuchEntity', 404, words);
  });

  test('needs iam:UpdateAccessKey', async () => {
    const user = await createUser(iam);
    const { accessKeyId: AccessKeyId } = user.credentials;
    await expectIamPermission(server, iam, 'iam:UpdateAccessKey', user.arn, (client) =>
      client.send(
        new UpdateAccessKeyCommand({ UserName: user.name, AccessKeyId, Status: 'Inactive' }),
      ),
    );
  });
});
