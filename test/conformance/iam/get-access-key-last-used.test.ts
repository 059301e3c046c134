import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetAccessKeyLastUsedCommand, GetUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetAccessKeyLastUsed', () => {
  test('names the service and the time of the last use', async () => {
    const user = await createUser(iam);
    const { accessKeyId: AccessKeyId } = user.credentials;
    const command = new GetAccessKeyLastUsedCommand({ AccessKeyId });
    const unused = await iam.send(command);
    assert.deepEqual([unused.UserName, unused.AccessKeyLastUsed?.ServiceName], [user.name, 'N/A']);
    const own = iamClient(server, user.credentials);
    await expectError(own.send(new GetUserCommand({})), 'AccessDenied', 403);
    const used = await iam.send(command);
    assert.equal(used.AccessKeyLastUsed?.ServiceName, 'iam');
  });

  test('needs iam:GetAccessKeyLastUsed', async () => {
    const user = await createUser(iam);
    const { accessKeyId: AccessKeyId } = user.credentials;
    await expectIamPermission(server, iam, 'iam:GetAccessKeyLastUsed', user.arn, (client) =>
      client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })),
    );
  });
});
