import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AddUserToGroupCommand, GetUserCommand, PutGroupPolicyCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser } from '../harness/iam-entities.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('AddUserToGroup', () => {
  test("gives the user the group's rights at once", async () => {
    const group = await createGroup(iam);
    const user = await createUser(iam);
    const policy = { PolicyName: 'p', PolicyDocument: policyText(allow('iam:GetUser', '*')) };
    await iam.send(new PutGroupPolicyCommand({ GroupName: group.name, ...policy }));
    const own = iamClient(server, user.credentials);
    await expectError(own.send(new GetUserCommand({})), 'AccessDenied', 403);
    const member = { GroupName: group.name, UserName: user.name };
    await iam.send(new AddUserToGroupCommand(member));
    assert.equal((await own.send(new GetUserCommand({}))).User?.Arn, user.arn);
    await iam.send(new AddUserToGroupCommand(member));
  });

  test('refuses a user or a group that does not exist', async () => {
    const group = await createGroup(iam);
    const user = await createPlainUser(iam);
    const member = { GroupName: group.name, UserName: user.name };
    const noUser = new AddUserToGroupCommand({ ...member, UserName: 'nobody-here' });
    await expectError(iam.send(noUser), 'NoSuchEntity', 404);
    const none = new AddUserToGroupCommand({ ...member, GroupName: 'no-group-here' });
    await expectError(iam.send(none), 'NoSuchEntity', 404);
  });

  test('needs iam:AddUserToGroup', async () => {
    const group = await createGroup(iam);
    const user = await createPlainUser(iam);
    const member = { GroupName: group.name, UserName: user.name };
    await expectIamPermission(server, iam, 'iam:AddUserToGroup', group.arn, (client) =>
      client.send(new AddUserToGroupCommand(member)),
    );
  });
});
