import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DescribeKeyCommand,
  ListResourceTagsCommand,
  TagResourceCommand,
} from '@aws-sdk/client-kms';
import { iamClient, kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

const team = [{ TagKey: 'team', TagValue: 'a' }];

describe('TagResource', () => {
  test('adds tags and changes them', async () => {
    const { id: KeyId } = await createKey(kms);
    await kms.send(new TagResourceCommand({ KeyId, Tags: team }));
    const more = [
      { TagKey: 'team', TagValue: 'b' },
      { TagKey: 'Stage', TagValue: '' },
    ];
    await kms.send(new TagResourceCommand({ KeyId, Tags: more }));
    const { Tags } = await kms.send(new ListResourceTagsCommand({ KeyId }));
    assert.deepEqual(Tags, more);
  });

  test('is what conditions see of a key and of a request', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    const seen = { StringEquals: { 'aws:ResourceTag/team': 'a' } };
    const asked = { StringEquals: { 'aws:RequestTag/team': 'a' } };
    const user = await createUser(
      iamClient(server),
      { ...allow('kms:DescribeKey', arn), Condition: seen },
      { ...allow('kms:TagResource', arn), Condition: asked },
    );
    const client = kmsClient(server, user.credentials);
    const describe = () => client.send(new DescribeKeyCommand({ KeyId }));
    await expectError(describe(), 'AccessDeniedException', 400);
    const Tags = [{ TagKey: 'team', TagValue: 'b' }];
    const other = client.send(new TagResourceCommand({ KeyId, Tags }));
    await expectError(other, 'AccessDeniedException', 400);
    await client.send(new TagResourceCommand({ KeyId, Tags: team }));
    await describe();
  });

  test('refuses what is no tag, a tag twice, and too many', async () => {
    const { id: KeyId } = await createKey(kms);
    for (const Tags of [
      [{ TagKey: 'aws:team', TagValue: 'a' }],
      [{ TagKey: 'te<am', TagValue: 'a' }],
      [...team, ...team],
    ]) {
      await expectError(kms.send(new TagResourceCommand({ KeyId, Tags })), 'TagException', 400);
    }
    const Tags = Array.from({ length: 51 }, (_, n) => ({ TagKey: `t${n}`, TagValue: '' }));
    const call = kms.send(new TagResourceCommand({ KeyId, Tags }));
    await expectError(call, 'LimitExceededException', 400);
  });

  test('needs kms:TagResource on the key', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:TagResource', key.arn]], (client) =>
      client.send(new TagResourceCommand({ KeyId: key.id, Tags: team })),
    );
  });
});
