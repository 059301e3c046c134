import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AddUserToGroupCommand, ListGroupsForUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListGroupsForUser', () => {
  test('lists the groups of a user', async () => {
    const group = await createGroup(iam);
    const user = await createPlainUser(iam);
    const member = { GroupName: group.name, UserName: user.name };
    await iam.send(new AddUserToGroupCommand(member));
    const answer = await iam.send(new ListGroupsForUserCommand({ UserName: user.name }));
    assert.deepEqual(
      answer.Groups?.map(({ Arn }) => Arn),
      [group.arn],
    );
  });

  test('refuses a user that does not exist', async () => {
    const call = iam.send(new ListGroupsForUserCommand({ UserName: 'nobody-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:ListGroupsForUser', async () => {
    const user = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:ListGroupsForUser', user.arn, (client) =>
      client.send(new ListGroupsForUserCommand({ UserName: user.name })),
    );
  });
});
