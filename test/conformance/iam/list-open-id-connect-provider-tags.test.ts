import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ListOpenIDConnectProviderTagsCommand,
  TagOpenIDConnectProviderCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { createProvider, tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListOpenIDConnectProviderTags', () => {
  test('lists tags by key, page by page', async () => {
    const { arn: OpenIDConnectProviderArn } = await createProvider(iam);
    const Tags = ['b', 'a', 'c'].map((Key) => ({ Key, Value: '1' }));
    await iam.send(new TagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, Tags }));
    const first = await iam.send(
      new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn, MaxItems: 2 }),
    );
    const { Marker } = first;
    const second = await iam.send(
      new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn, Marker }),
    );
    assert.deepEqual([tagsOf(first.Tags), tagsOf(second.Tags)], ['a=1 b=1', 'c=1']);
    assert.deepEqual([first.IsTruncated, second.IsTruncated], [true, false]);
  });

  test('refuses a provider that does not exist', async () => {
    const { arn } = await createProvider(iam);
    const OpenIDConnectProviderArn = `${arn}x`;
    const call = iam.send(new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListOpenIDConnectProviderTags', async () => {
    const { arn } = await createProvider(iam);
    const OpenIDConnectProviderArn = arn;
    await expectIamPermission(server, iam, 'iam:ListOpenIDConnectProviderTags', arn, (client) =>
      client.send(new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn })),
    );
  });
});
