import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createProvider } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetOpenIDConnectProvider', () => {
  test('returns the URL without its scheme, and what was given', async () => {
    const { name, arn: OpenIDConnectProviderArn } = await createProvider(iam);
    const command = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn });
    const { Url, ClientIDList, ThumbprintList, CreateDate } = await iam.send(command);
    assert.equal(Url, name);
    assert.deepEqual([ClientIDList, ThumbprintList], [['app'], ['a'.repeat(40)]]);
    assert.ok(CreateDate instanceof Date);
  });

  test('refuses a provider that does not exist', async () => {
    const { arn } = await createProvider(iam);
    const call = iam.send(
      new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: `${arn}x` }),
    );
    const words = /^OpenIDConnect Provider not found for arn /;
    await expectError(call, 'NoSuchEntity', 404, words);
  });

  test('needs iam:GetOpenIDConnectProvider', async () => {
    const { arn: OpenIDConnectProviderArn } = await createProvider(iam);
    const action = 'iam:GetOpenIDConnectProvider';
    await expectIamPermission(server, iam, action, OpenIDConnectProviderArn, (client) =>
      client.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn })),
    );
  });
});
