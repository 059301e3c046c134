import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListRoleTagsCommand, TagRoleCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { createRole, tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('TagRole', () => {
  test('adds tags and replaces the value of a key', async () => {
    const { name: RoleName } = await createRole(iam);
    const tag = (...Tags: { Key: string; Value: string }[]) =>
      iam.send(new TagRoleCommand({ RoleName, Tags }));
    await tag({ Key: 'Team', Value: 'a' }, { Key: 'Stage', Value: '' });
    await tag({ Key: 'Team', Value: 'b' });
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName }));
    assert.equal(tagsOf(Tags), 'Stage= Team=b');
  });

  test('refuses keys that come twice, belong to AWS or have bad characters', async () => {
    const { name: RoleName } = await createRole(iam);
    const tag = (...keys: string[]) => {
      const Tags = keys.map((Key) => ({ Key, Value: 'x' }));
      return iam.send(new TagRoleCommand({ RoleName, Tags }));
    };
    await expectError(tag('a', 'A'), 'InvalidInput', 400, /^Duplicate tag keys found\./);
    await expectError(tag('aws:a'), 'InvalidInput', 400);
    await expectError(tag('a!'), 'ValidationError', 400);
    await expectError(tag('a'.repeat(129)), 'ValidationError', 400);
  });

  test('refuses a fifty-first tag', async () => {
    const { name: RoleName } = await createRole(iam);
    const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await iam.send(new TagRoleCommand({ RoleName, Tags }));
    const more = new TagRoleCommand({ RoleName, Tags: [{ Key: 'more', Value: '' }] });
    await expectError(iam.send(more), 'LimitExceeded', 409);
  });

  test('refuses a role that does not exist', async () => {
    const RoleName = 'no-role-here';
    const call = iam.send(new TagRoleCommand({ RoleName, Tags: [] }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('lets conditions on aws:RequestTag and aws:TagKeys choose the tags', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    const Condition = {
      StringEquals: { 'aws:RequestTag/Team': 'a' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['Team'] },
    };
    const user = await createUser(iam, { ...allow('iam:TagRole', arn), Condition });
    const client = iamClient(server, user.credentials);
    const tag = (...Tags: { Key: string; Value: string }[]) =>
      client.send(new TagRoleCommand({ RoleName, Tags }));
    await tag({ Key: 'Team', Value: 'a' });
    await expectError(tag({ Key: 'Team', Value: 'b' }), 'AccessDenied', 403);
    const more = tag({ Key: 'Team', Value: 'a' }, { Key: 'Cost', Value: '1' });
    await expectError(more, 'AccessDenied', 403);
  });

  test('needs iam:TagRole', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    const Tags = [{ Key: 'Team', Value: 'a' }];
    await expectIamPermission(server, iam, 'iam:TagRole', arn, (client) =>
      client.send(new TagRoleCommand({ RoleName, Tags })),
    );
  });
});
