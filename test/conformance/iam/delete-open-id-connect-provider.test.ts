import { describe, test } from 'node:test';
import {
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createProvider } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeleteOpenIDConnectProvider', () => {
  test('removes the provider', async () => {
    const { arn: OpenIDConnectProviderArn } = await createProvider(iam);
    await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
    const read = iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }));
    await expectError(read, 'NoSuchEntity', 404);
  });

  test('refuses a provider that does not exist', async () => {
    const { arn } = await createProvider(iam);
    const call = iam.send(
      new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: `${arn}x` }),
    );
    const words = /^OpenIDConnect Provider not found for arn /;
    await expectError(call, 'NoSuchEntity', 404, words);
  });

  test('needs iam:DeleteOpenIDConnectProvider', async () => {
    const { arn: OpenIDConnectProviderArn } = await createProvider(iam);
    const action = 'iam:DeleteOpenIDConnectProvider';
    await expectIamPermission(server, iam, action, OpenIDConnectProviderArn, (client) =>
      client.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })),
    );
  });
});
