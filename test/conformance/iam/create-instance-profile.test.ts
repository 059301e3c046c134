import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateInstanceProfileCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';
import { createInstanceProfile, tagsOf } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('CreateInstanceProfile', () => {
  test('makes an instance profile under a path, without a role', async () => {
    const InstanceProfileName = uniqueName('profile');
    const Tags = [{ Key: 'Team', Value: 'a' }];
    const command = new CreateInstanceProfileCommand({ InstanceProfileName, Path: '/x/', Tags });
    const { InstanceProfile } = await iam.send(command);
    assert.match(InstanceProfile?.Arn ?? '', /^arn:aws:iam::\d{12}:instance-profile\/x\/profile-/);
    assert.match(InstanceProfile?.InstanceProfileId ?? '', /^AIPA[A-Z2-7]{17}$/);
    assert.deepEqual(InstanceProfile?.Roles, []);
    assert.equal(tagsOf(InstanceProfile?.Tags), 'Team=a');
  });

  test('refuses a name that is taken, or none', async () => {
    const { name: InstanceProfileName } = await createInstanceProfile(iam);
    const taken = iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    const words = /^Instance Profile profile-\w+ already exists\.$/;
    await expectError(taken, 'EntityAlreadyExists', 409, words);
    const bad = iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'a/b' }));
    await expectError(bad, 'ValidationError', 400);
  });

  test('needs iam:CreateInstanceProfile', async () => {
    const { arn } = await createInstanceProfile(iam);
    const InstanceProfileName = uniqueName('profile');
    const resource = arn.replace(/[^/]+$/, InstanceProfileName);
    await expectIamPermission(server, iam, 'iam:CreateInstanceProfile', resource, (client) =>
      client.send(new CreateInstanceProfileCommand({ InstanceProfileName })),
    );
  });
});
