import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListPolicyTagsCommand, TagPolicyCommand, UntagPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UntagPolicy', () => {
  test('removes tags, and lets those pass that are not there', async () => {
    const { arn: PolicyArn } = await createPolicy(iam);
    const Tags = ['Team', 'Stage'].map((Key) => ({ Key, Value: 'a' }));
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags }));
    await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['Team', 'None'] }));
    const left = await iam.send(new ListPolicyTagsCommand({ PolicyArn }));
    assert.equal(tagsOf(left.Tags), 'Stage=a');
  });

  test('refuses a policy that does not exist', async () => {
    const { arn } = await createPolicy(iam);
    const PolicyArn = `${arn}x`;
    const call = iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['a'] }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:UntagPolicy', async () => {
    const { arn } = await createPolicy(iam);
    const PolicyArn = arn;
    await expectIamPermission(server, iam, 'iam:UntagPolicy', arn, (client) =>
      client.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['Team'] })),
    );
  });
});
