import { describe, test } from 'node:test';
import { AddRoleToInstanceProfileCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError, notAuthorized } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { createInstanceProfile, createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('AddRoleToInstanceProfile', () => {
  test('refuses a second role', async () => {
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const first = await createRole(iam);
    const second = await createRole(iam);
    const add = ({ name: RoleName }: { name: string }) =>
      iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
    await add(first);
    const words = /^Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1$/;
    await expectError(add(second), 'LimitExceeded', 409, words);
  });

  test('refuses a profile or a role that does not exist', async () => {
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const { name: RoleName } = await createRole(iam);
    const noRole = { InstanceProfileName, RoleName: 'no-role-here' };
    await expectError(
      iam.send(new AddRoleToInstanceProfileCommand(noRole)),
      'NoSuchEntity',
      404,
      /^The role with name/,
    );
    const noProfile = { InstanceProfileName: 'no-profile-here', RoleName };
    await expectError(
      iam.send(new AddRoleToInstanceProfileCommand(noProfile)),
      'NoSuchEntity',
      404,
      /^Instance Profile/,
    );
  });

  test('needs its own right and iam:PassRole to EC2', async () => {
    const profile = await createInstanceProfile(iam);
    const role = await createRole(iam);
    const own = allow('iam:AddRoleToInstanceProfile', profile.arn);
    const toEc2 = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };
    const pass = { ...allow('iam:PassRole', role.arn), Condition: toEc2 };
    const input = { InstanceProfileName: profile.name, RoleName: role.name };
    const nobody = await createUser(iam);
    const add = (user: typeof nobody) =>
      iamClient(server, user.credentials).send(new AddRoleToInstanceProfileCommand(input));
    const words = notAuthorized(nobody.arn, 'iam:AddRoleToInstanceProfile', profile.arn);
    await expectError(add(nobody), 'AccessDenied', 403, words);
    const half = await createUser(iam, own);
    const passWords = notAuthorized(half.arn, 'iam:PassRole', role.arn);
    await expectError(add(half), 'AccessDenied', 403, passWords);
    await add(await createUser(iam, own, pass));
  });
});
