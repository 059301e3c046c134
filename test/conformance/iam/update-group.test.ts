import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetGroupCommand, UpdateGroupCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const iam = iamClient(server);

describe('UpdateGroup', () => {
  test('changes name and path', async () => {
    const group = await createGroup(iam);
    const NewGroupName = uniqueName('renamed');
    await iam.send(
      new UpdateGroupCommand({ GroupName: group.name, NewGroupName, NewPath: '/new/' }),
    );
    const { Group } = await iam.send(new GetGroupCommand({ GroupName: NewGroupName }));
    assert.equal(Group?.Path, '/new/');
  });

  test('refuses a group that does not exist', async () => {
    const call = iam.send(new UpdateGroupCommand({ GroupName: 'no-group-here' }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:UpdateGroup', async () => {
    const group = await createGroup(iam);
    await expectIamPermission(server, iam, 'iam:UpdateGroup', group.arn, (client) =>
      client.send(new UpdateGroupCommand({ GroupName: group.name, NewPath: '/' })),
    );
  });
});
