import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AddUserToGroupCommand, GetGroupCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetGroup', () => {
  test('describes a group and its members', async () => {
    const group = await createGroup(iam);
    const user = await createPlainUser(iam);
    await iam.send(new AddUserToGroupCommand({ GroupName: group.name, UserName: user.name }));
    const answer = await iam.send(new GetGroupCommand({ GroupName: group.name }));
    assert.equal(answer.Group?.Arn, group.arn);
    assert.deepEqual(
      answer.Users?.map(({ Arn }) => Arn),
      [user.arn],
    );
  });

  test('refuses a group that does not exist', async () => {
    await expectError(
      iam.send(new GetGroupCommand({ GroupName: 'no-group-here' })),
      'NoSuchEntity',
      404,
    );
  });

  test('needs iam:GetGroup', async () => {
    const group = await createGroup(iam);
    await expectIamPermission(server, iam, 'iam:GetGroup', group.arn, (client) =>
      client.send(new GetGroupCommand({ GroupName: group.name })),
    );
  });
});
