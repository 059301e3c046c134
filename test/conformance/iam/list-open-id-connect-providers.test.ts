import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListOpenIDConnectProvidersCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createProvider } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListOpenIDConnectProviders', () => {
  test("lists the account's providers", async () => {
    const { arn } = await createProvider(iam);
    const { OpenIDConnectProviderList } = await iam.send(new ListOpenIDConnectProvidersCommand({}));
    assert.ok(OpenIDConnectProviderList?.some(({ Arn }) => Arn === arn));
  });

  test('needs iam:ListOpenIDConnectProviders', async () => {
    await expectIamPermission(server, iam, 'iam:ListOpenIDConnectProviders', '*', (client) =>
      client.send(new ListOpenIDConnectProvidersCommand({})),
    );
  });
});
