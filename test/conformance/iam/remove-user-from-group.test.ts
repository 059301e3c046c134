import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  GetUserCommand,
  PutGroupPolicyCommand,
  RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser } from '../harness/iam-entities.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('RemoveUserFromGroup', () => {
  test("takes the group's rights away at once", async () => {
    const group = await createGroup(iam);
    const user = await createUser(iam);
    const policy = { PolicyName: 'p', PolicyDocument: policyText(allow('iam:GetUser', '*')) };
    await iam.send(new PutGroupPolicyCommand({ GroupName: group.name, ...policy }));
    const member = { GroupName: group.name, UserName: user.name };
    await iam.send(new AddUserToGroupCommand(member));
    const own = iamClient(server, user.credentials);
    assert.equal((await own.send(new GetUserCommand({}))).User?.Arn, user.arn);
    await iam.send(new RemoveUserFromGroupCommand(member));
    await expectError(own.send(new GetUserCommand({})), 'AccessDenied', 403);
  });

  test('refuses a group that does not exist', async () => {
    const group = await createGroup(iam);
    const user = await createPlainUser(iam);
    const member = { GroupName: group.name, UserName: user.name };
    const none = new RemoveUserFromGroupCommand({ ...member, GroupName: 'no-group-here' });
    await expectError(iam.send(none), 'NoSuchEntity', 404);
  });

  test('needs iam:RemoveUserFromGroup', async () => {
    const group = await createGroup(iam);
    const user = await createPlainUser(iam);
    const member = { GroupName: group.name, UserName: user.name };
    await iam.send(new AddUserToGroupCommand(member));
    await expectIamPermission(server, iam, 'iam:RemoveUserFromGroup', group.arn, (client) =>
      client.send(new RemoveUserFromGroupCommand(member)),
    );
  });
});
