import { describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  DeleteUserCommand,
  GetUserCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser, createPolicy, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeleteUser', () => {
  test('removes the user', async () => {
    const { name: UserName } = await createPlainUser(iam);
    await iam.send(new DeleteUserCommand({ UserName }));
    await expectError(iam.send(new GetUserCommand({ UserName })), 'NoSuchEntity', 404);
  });

  test('refuses a user that still has a key, a policy or a group', async () => {
    const withKey = await createPlainUser(iam);
    await iam.send(new CreateAccessKeyCommand({ UserName: withKey.name }));
    const withInline = await createPlainUser(iam);
    const inline = { PolicyName: 'p', PolicyDocument: somePolicy };
    await iam.send(new PutUserPolicyCommand({ UserName: withInline.name, ...inline }));
    const withManaged = await createPlainUser(iam);
    const PolicyArn = (await createPolicy(iam)).arn;
    await iam.send(new AttachUserPolicyCommand({ UserName: withManaged.name, PolicyArn }));
    const member = await createPlainUser(iam);
    const GroupName = (await createGroup(iam)).name;
    await iam.send(new AddUserToGroupCommand({ UserName: member.name, GroupName }));
    const refusals = [
      [withKey, /must delete access keys first/],
      [withInline, /must delete policies first/],
      [withManaged, /must detach all policies first/],
      [member, /must remove users from group first/],
    ] as const;
    for (const [{ name }, message] of refusals) {
      const call = iam.send(new DeleteUserCommand({ UserName: name }));
      await expectError(call, 'DeleteConflict', 409, message);
    }
  });

  test('refuses a user that does not exist', async () => {
    await expectError(
      iam.send(new DeleteUserCommand({ UserName: 'nobody-here' })),
      'NoSuchEntity',
      404,
    );
  });

  test('needs iam:DeleteUser', async () => {
    const user = await createPlainUser(iam);
    await expectIamPermission(server, iam, 'iam:DeleteUser', user.arn, (client) =>
      client.send(new DeleteUserCommand({ UserName: user.name })),
    );
  });
});
