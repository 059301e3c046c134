import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ListOpenIDConnectProviderTagsCommand,
  TagOpenIDConnectProviderCommand,
  UntagOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createProvider, tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UntagOpenIDConnectProvider', () => {
  test('removes tags, and lets those pass that are not there', async () => {
    const { arn: OpenIDConnectProviderArn } = await createProvider(iam);
    const Tags = ['Team', 'Stage'].map((Key) => ({ Key, Value: 'a' }));
    await iam.send(new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, Tags }));
    await iam.send(
      new UntagOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn,
        TagKeys: ['Team', 'None'],
      }),
    );
    const left = await iam.send(
      new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn }),
    );
    assert.equal(tagsOf(left.Tags), 'Stage=a');
  });

  test('refuses a provider that does not exist', async () => {
    const { arn } = await createProvider(iam);
    const OpenIDConnectProviderArn = `${arn}x`;
    const call = iam.send(
      new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, TagKeys: ['a'] }),
    );
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:UntagOpenIDConnectProvider', async () => {
    const { arn } = await createProvider(iam);
    const OpenIDConnectProviderArn = arn;
    await expectIamPermission(server, iam, 'iam:UntagOpenIDConnectProvider', arn, (client) =>
      client.send(
        new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, TagKeys: ['Team'] }),
      ),
    );
  });
});
