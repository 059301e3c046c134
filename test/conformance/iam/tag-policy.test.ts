import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListPolicyTagsCommand, TagPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy } from '../harness/iam-entities.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('TagPolicy', () => {
  test('adds tags and replaces the value of a key', async () => {
    const { arn: PolicyArn } = await createPolicy(iam);
    const tag = (...Tags: { Key: string; Value: string }[]) =>
      iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
    await tag({ Key: 'Team', Value: 'a' }, { Key: 'Stage', Value: '' });
    await tag({ Key: 'Team', Value: 'b' });
    const { Tags } = await iam.send(new ListPolicyTagsCommand({ PolicyArn }));
    assert.equal(tagsOf(Tags), 'Stage= Team=b');
  });

  test('refuses keys that come twice, belong to AWS or have bad characters', async () => {
    const { arn: PolicyArn } = await createPolicy(iam);
    const tag = (...keys: string[]) => {
      const Tags = keys.map((Key) => ({ Key, Value: 'x' }));
      return iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
    };
    await expectError(tag('a', 'A'), 'InvalidInput', 400, /^Duplicate tag keys found\./);
    await expectError(tag('aws:a'), 'InvalidInput', 400);
    await expectError(tag('a!'), 'ValidationError', 400);
    await expectError(tag('a'.repeat(129)), 'ValidationError', 400);
  });

  test('refuses a fifty-first tag', async () => {
    const { arn: PolicyArn } = await createPolicy(iam);
    const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
    const more = new TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'more', Value: '' }] });
    await expectError(iam.send(more), 'LimitExceeded', 409);
  });

  test('refuses a policy that does not exist', async () => {
    const { arn } = await createPolicy(iam);
    const PolicyArn = `${arn}x`;
    const call = iam.send(new TagPolicyCommand({ PolicyArn, Tags: [] }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('lets conditions on aws:RequestTag and aws:TagKeys choose the tags', async () => {
    const { arn } = await createPolicy(iam);
    const PolicyArn = arn;
    const Condition = {
      StringEquals: { 'aws:RequestTag/Team': 'a' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['Team'] },
    };
    const user = await createUser(iam, { ...allow('iam:TagPolicy', arn), Condition });
    const client = iamClient(server, user.credentials);
    const tag = (...Tags: { Key: string; Value: string }[]) =>
      client.send(new TagPolicyCommand({ PolicyArn, Tags }));
    await tag({ Key: 'Team', Value: 'a' });
    await expectError(tag({ Key: 'Team', Value: 'b' }), 'AccessDenied', 403);
    const more = tag({ Key: 'Team', Value: 'a' }, { Key: 'Cost', Value: '1' });
    await expectError(more, 'AccessDenied', 403);
  });

  test('needs iam:TagPolicy', async () => {
    const { arn } = await createPolicy(iam);
    const PolicyArn = arn;
    const Tags = [{ Key: 'Team', Value: 'a' }];
    await expectIamPermission(server, iam, 'iam:TagPolicy', arn, (client) =>
      client.send(new TagPolicyCommand({ PolicyArn, Tags })),
    );
  });
});
