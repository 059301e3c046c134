import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListUserTagsCommand, TagUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPlainUser } from '../harness/iam-entities.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('TagUser', () => {
  test('adds tags and replaces the value of a key', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const tag = (...Tags: { Key: string; Value: string }[]) =>
      iam.send(new TagUserCommand({ UserName, Tags }));
    await tag({ Key: 'Team', Value: 'a' }, { Key: 'Stage', Value: '' });
    await tag({ Key: 'Team', Value: 'b' });
    const { Tags } = await iam.send(new ListUserTagsCommand({ UserName }));
    assert.equal(tagsOf(Tags), 'Stage= Team=b');
  });

  test('refuses keys that come twice, belong to AWS or have bad characters', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const tag = (...keys: string[]) => {
      const Tags = keys.map((Key) => ({ Key, Value: 'x' }));
      return iam.send(new TagUserCommand({ UserName, Tags }));
    };
    await expectError(tag('a', 'A'), 'InvalidInput', 400, /^Duplicate tag keys found\./);
    await expectError(tag('aws:a'), 'InvalidInput', 400);
    await expectError(tag('a!'), 'ValidationError', 400);
    await expectError(tag('a'.repeat(129)), 'ValidationError', 400);
  });

  test('refuses a fifty-first tag', async () => {
    const { name: UserName } = await createPlainUser(iam);
    const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await iam.send(new TagUserCommand({ UserName, Tags }));
    const more = new TagUserCommand({ UserName, Tags: [{ Key: 'more', Value: '' }] });
    await expectError(iam.send(more), 'LimitExceeded', 409);
  });

  test('refuses a user that does not exist', async () => {
    const UserName = 'nobody-here';
    const call = iam.send(new TagUserCommand({ UserName, Tags: [] }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('lets conditions on aws:RequestTag and aws:TagKeys choose the tags', async () => {
    const { name: UserName, arn } = await createPlainUser(iam);
    const Condition = {
      StringEquals: { 'aws:RequestTag/Team': 'a' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['Team'] },
    };
    const user = await createUser(iam, { ...allow('iam:TagUser', arn), Condition });
    const client = iamClient(server, user.credentials);
    const tag = (...Tags: { Key: string; Value: string }[]) =>
      client.send(new TagUserCommand({ UserName, Tags }));
    await tag({ Key: 'Team', Value: 'a' });
    await expectError(tag({ Key: 'Team', Value: 'b' }), 'AccessDenied', 403);
    const more = tag({ Key: 'Team', Value: 'a' }, { Key: 'Cost', Value: '1' });
    await expectError(more, 'AccessDenied', 403);
  });

  test('needs iam:TagUser', async () => {
    const { name: UserName, arn } = await createPlainUser(iam);
    const Tags = [{ Key: 'Team', Value: 'a' }];
    await expectIamPermission(server, iam, 'iam:TagUser', arn, (client) =>
      client.send(new TagUserCommand({ UserName, Tags })),
    );
  });
});
