import { describe, test } from 'node:test';
import { DeleteAccessKeyCommand, GetUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeleteAccessKey', () => {
  test('makes a key unknown at once', async () => {
    const user = await createUser(iam);
    const { accessKeyId: AccessKeyId } = user.credentials;
    await iam.send(new DeleteAccessKeyCommand({ UserName: user.name, AccessKeyId }));
    const own = iamClient(server, user.credentials);
    await expectError(own.send(new GetUserCommand({})), 'InvalidClientTokenId', 403);
  });

  test('refuses a key that does not exist', async () => {
    const user = await createUser(iam);
    const { accessKeyId: AccessKeyId } = user.credentials;
    const missing = { UserName: user.name, AccessKeyId: `${AccessKeyId.slice(0, 16)}ZZZZ` };
    await expectError(iam.send(new DeleteAccessKeyCommand(missing)), 'NoSuchEntity', 404);
  });

  test('needs iam:DeleteAccessKey', async () => {
    const user = await createUser(iam);
    const { accessKeyId: AccessKeyId } = user.credentials;
    await expectIamPermission(server, iam, 'iam:DeleteAccessKey', user.arn, (client) =>
      client.send(new DeleteAccessKeyCommand({ UserName: user.name, AccessKeyId })),
    );
  });
});
