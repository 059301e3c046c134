import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GetOpenIDConnectProviderCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createProvider } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

const clientIds = async (OpenIDConnectProviderArn: string) => {
  const command = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn });
  return (await iam.send(command)).ClientIDList;
};

describe('RemoveClientIDFromOpenIDConnectProvider', () => {
  test('removes a client id, twice without harm', async () => {
    const { arn: OpenIDConnectProviderArn } = await createProvider(iam);
    const input = { OpenIDConnectProviderArn, ClientID: 'app' };
    await iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand(input));
    await iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand(input));
    assert.deepEqual(await clientIds(OpenIDConnectProviderArn), []);
  });

  test('refuses a provider that does not exist', async () => {
    const { arn } = await createProvider(iam);
    const call = iam.send(
      new RemoveClientIDFromOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn: `${arn}x`,
        ClientID: 'app',
      }),
    );
    const words = /^OpenIDConnect Provider not found for arn /;
    await expectError(call, 'NoSuchEntity', 404, words);
  });

  test('needs iam:RemoveClientIDFromOpenIDConnectProvider', async () => {
    const { arn: OpenIDConnectProviderArn } = await createProvider(iam);
    const action = 'iam:RemoveClientIDFromOpenIDConnectProvider';
    await expectIamPermission(server, iam, action, OpenIDConnectProviderArn, (client) =>
      client.send(
        new RemoveClientIDFromOpenIDConnectProviderCommand({
          OpenIDConnectProviderArn,
          ClientID: 'app',
        }),
      ),
    );
  });
});
