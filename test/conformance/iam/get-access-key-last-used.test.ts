import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { GetAccessKeyLastUsedCommand, GetUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetAccessKeyLastUsed', () => {
  test('names the service and the time of the last use', async () => {
    const user = await createUser(iam, allow('iam:GetUser', '*'));
    const { accessKeyId: AccessKeyId } = user.credentials;
    const command = new GetAccessKeyLastUsedCommand({ AccessKeyId });
    const unused = await iam.send(command);
    assert.deepEqual([unused.UserName, unused.AccessKeyLastUsed?.ServiceName], [user.name, 'N/A']);
    await iamClient(server, user.credentials).send(new GetUserCommand({}));
    // Noted beside the request and not before its answer: AWS takes hours, we take moments.
    let service: string | undefined;
    for (let attempt = 0; attempt < 50 && service !== 'iam'; attempt += 1) {
      await setTimeout(100);
      service = (await iam.send(command)).AccessKeyLastUsed?.ServiceName;
    }
    assert.equal(service, 'iam');
  });

  test('needs iam:GetAccessKeyLastUsed', async () => {
    const user = await createUser(iam);
    const { accessKeyId: AccessKeyId } = user.credentials;
    await expectIamPermission(server, iam, 'iam:GetAccessKeyLastUsed', user.arn, (client) =>
      client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })),
    );
  });
});
