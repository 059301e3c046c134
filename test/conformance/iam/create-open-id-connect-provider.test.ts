import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';
import { createProvider, tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('CreateOpenIDConnectProvider', () => {
  test('makes a provider whose ARN is its URL without the scheme', async () => {
    const host = `${uniqueName('id')}.example.com/tenant`;
    const command = new CreateOpenIDConnectProviderCommand({
      Url: `https://${host}`,
      ClientIDList: ['app'],
      Tags: [{ Key: 'Team', Value: 'a' }],
    });
    const { OpenIDConnectProviderArn, Tags } = await iam.send(command);
    assert.match(OpenIDConnectProviderArn ?? '', /^arn:aws:iam::\d{12}:oidc-provider\/id-/);
    assert.ok(OpenIDConnectProviderArn?.endsWith(`/${host}`));
    assert.equal(tagsOf(Tags), 'Team=a');
  });

  test('refuses a URL that is taken', async () => {
    const { name } = await createProvider(iam);
    const again = iam.send(new CreateOpenIDConnectProviderCommand({ Url: `https://${name}` }));
    const words = /^Provider with url https:\/\/\S+ already exists\.$/;
    await expectError(again, 'EntityAlreadyExists', 409, words);
  });

  test('refuses what is no https URL, and thumbprints that are none', async () => {
    for (const Url of ['http://id.example.com', 'id.example.com', 'https://id.example.com?a=b']) {
      const call = iam.send(new CreateOpenIDConnectProviderCommand({ Url }));
      await expectError(call, 'InvalidInput', 400);
    }
    const Url = `https://${uniqueName('id')}.example.com`;
    const create = (thumbprint: string) =>
      iam.send(new CreateOpenIDConnectProviderCommand({ Url, ThumbprintList: [thumbprint] }));
    await expectError(create('ab'), 'ValidationError', 400);
    await expectError(create('z'.repeat(40)), 'InvalidInput', 400);
  });

  test('refuses more than five thumbprints and a hundred client ids', async () => {
    const Url = `https://${uniqueName('id')}.example.com`;
    const ThumbprintList = Array.from({ length: 6 }, (_, index) => `${index}`.repeat(40));
    const prints = iam.send(new CreateOpenIDConnectProviderCommand({ Url, ThumbprintList }));
    await expectError(prints, 'LimitExceeded', 409, /ThumbprintsPerOpenIdConnectProvider: 5$/);
    const ClientIDList = Array.from({ length: 101 }, (_, index) => `app-${index}`);
    const clients = iam.send(new CreateOpenIDConnectProviderCommand({ Url, ClientIDList }));
    await expectError(clients, 'LimitExceeded', 409, /ClientIdsPerOpenIdConnectProvider: 100$/);
  });

  test('needs iam:CreateOpenIDConnectProvider', async () => {
    const { name, arn } = await createProvider(iam);
    const host = `${uniqueName('id')}.example.com`;
    const resource = arn.replace(name, host);
    await expectIamPermission(server, iam, 'iam:CreateOpenIDConnectProvider', resource, (client) =>
      client.send(new CreateOpenIDConnectProviderCommand({ Url: `https://${host}` })),
    );
  });
});
