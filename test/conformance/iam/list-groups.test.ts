import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateGroupCommand, ListGroupsCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, iamArnRoot } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListGroups', () => {
  test('lists groups below a path', async () => {
    const PathPrefix = `/${uniqueName('path')}/`;
    const names = ['b', 'a'].map((name) => uniqueName(name));
    for (const GroupName of names) {
      await iam.send(new CreateGroupCommand({ GroupName, Path: PathPrefix }));
    }
    const { Groups } = await iam.send(new ListGroupsCommand({ PathPrefix }));
    assert.deepEqual(
      Groups?.map(({ GroupName }) => GroupName),
      [...names].sort(),
    );
  });

  test('needs iam:ListGroups', async () => {
    const group = await createGroup(iam);
    await expectIamPermission(
      server,
      iam,
      'iam:ListGroups',
      `${iamArnRoot(group)}group/`,
      (client) => client.send(new ListGroupsCommand({})),
    );
  });
});
