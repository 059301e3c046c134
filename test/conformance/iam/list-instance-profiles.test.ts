import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateInstanceProfileCommand, ListInstanceProfilesCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';
import { createInstanceProfile } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListInstanceProfiles', () => {
  test('lists the profiles under a path', async () => {
    const Path = `/${uniqueName('path')}/`;
    const InstanceProfileName = uniqueName('profile');
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Path }));
    const command = new ListInstanceProfilesCommand({ PathPrefix: Path });
    const { InstanceProfiles, IsTruncated } = await iam.send(command);
    assert.equal(IsTruncated, false);
    assert.deepEqual(
      InstanceProfiles?.map((profile) => profile.InstanceProfileName),
      [InstanceProfileName],
    );
  });

  test('refuses a bad prefix', async () => {
    const call = iam.send(new ListInstanceProfilesCommand({ PathPrefix: 'a' }));
    await expectError(call, 'ValidationError', 400);
  });

  test('needs iam:ListInstanceProfiles', async () => {
    const { name, arn } = await createInstanceProfile(iam);
    const resource = arn.slice(0, -name.length);
    await expectIamPermission(server, iam, 'iam:ListInstanceProfiles', resource, (client) =>
      client.send(new ListInstanceProfilesCommand({})),
    );
  });
});
