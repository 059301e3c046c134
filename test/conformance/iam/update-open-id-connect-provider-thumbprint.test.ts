import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  GetOpenIDConnectProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createProvider } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

const thumbprint = 'b'.repeat(40);

describe('UpdateOpenIDConnectProviderThumbprint', () => {
  test('replaces the thumbprints, and refuses those that are none', async () => {
    const { arn: OpenIDConnectProviderArn } = await createProvider(iam);
    const update = (...ThumbprintList: string[]) =>
      iam.send(
        new UpdateOpenIDConnectProviderThumbprintCommand({
          OpenIDConnectProviderArn,
          ThumbprintList,
        }),
      );
    await update(thumbprint);
    await expectError(update('z'.repeat(40)), 'InvalidInput', 400);
    const command = new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn });
    assert.deepEqual((await iam.send(command)).ThumbprintList, [thumbprint]);
  });

  test('refuses a provider that does not exist', async () => {
    const { arn } = await createProvider(iam);
    const call = iam.send(
      new UpdateOpenIDConnectProviderThumbprintCommand({
        OpenIDConnectProviderArn: `${arn}x`,
        ThumbprintList: [thumbprint],
      }),
    );
    const words = /^OpenIDConnect Provider not found for arn /;
    await expectError(call, 'NoSuchEntity', 404, words);
  });

  test('needs iam:UpdateOpenIDConnectProviderThumbprint', async () => {
    const { arn: OpenIDConnectProviderArn } = await createProvider(iam);
    const action = 'iam:UpdateOpenIDConnectProviderThumbprint';
    await expectIamPermission(server, iam, action, OpenIDConnectProviderArn, (client) =>
      client.send(
        new UpdateOpenIDConnectProviderThumbprintCommand({
          OpenIDConnectProviderArn,
          ThumbprintList: [thumbprint],
        }),
      ),
    );
  });
});
