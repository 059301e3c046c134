import { describe, test } from 'node:test';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createPolicy, somePolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { createInstanceProfile, createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('DeleteRole', () => {
  test('deletes a role that nothing hangs on', async () => {
    const { name: RoleName } = await createRole(iam);
    await iam.send(new DeleteRoleCommand({ RoleName }));
    await expectError(iam.send(new GetRoleCommand({ RoleName })), 'NoSuchEntity', 404);
  });

  test('refuses one with policies or in an instance profile, in words', async () => {
    const { name: RoleName } = await createRole(iam);
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const { arn: PolicyArn } = await createPolicy(iam);
    const inline = { RoleName, PolicyName: 'inline', PolicyDocument: somePolicy };
    const held = { RoleName, InstanceProfileName };
    const refused = (words: RegExp) =>
      expectError(iam.send(new DeleteRoleCommand({ RoleName })), 'DeleteConflict', 409, words);
    await iam.send(new PutRolePolicyCommand(inline));
    await refused(/^Cannot delete entity, must delete policies first\.$/);
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    await refused(/^Cannot delete entity, must detach all policies first\.$/);
    await iam.send(new AddRoleToInstanceProfileCommand(held));
    await refused(/^Cannot delete entity, must remove roles from instance profile first\.$/);
    await iam.send(new RemoveRoleFromInstanceProfileCommand(held));
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'inline' }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  });

  test('refuses a role that does not exist', async () => {
    const call = iam.send(new DeleteRoleCommand({ RoleName: 'no-role-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:DeleteRole', async () => {
    const { name: RoleName, arn } = await createRole(iam);
    await expectIamPermission(server, iam, 'iam:DeleteRole', arn, (client) =>
      client.send(new DeleteRoleCommand({ RoleName })),
    );
  });
});
