import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateGroupCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, iamArnRoot } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const iam = iamClient(server);

describe('CreateGroup', () => {
  test('makes a group with id and ARN', async () => {
    const GroupName = uniqueName('group');
    const { Group } = await iam.send(new CreateGroupCommand({ GroupName, Path: '/team/' }));
    assert.match(Group?.GroupId ?? '', /^AGPA[A-Z0-9]{17}$/);
    assert.match(Group?.Arn ?? '', new RegExp(`^arn:aws:iam::\\d{12}:group/team/${GroupName}$`));
  });

  test('refuses a name that is taken, and one that is none', async () => {
    const { name } = await createGroup(iam);
    const taken = iam.send(new CreateGroupCommand({ GroupName: name.toUpperCase() }));
    await expectError(taken, 'EntityAlreadyExists', 409);
    for (const GroupName of ['', 'a b', 'x'.repeat(129)]) {
      await expectError(iam.send(new CreateGroupCommand({ GroupName })), 'ValidationError', 400);
    }
  });

  test('needs iam:CreateGroup', async () => {
    const other = await createGroup(iam);
    const GroupName = uniqueName('group');
    await expectIamPermission(
      server,
      iam,
      'iam:CreateGroup',
      `${iamArnRoot(other)}group/${GroupName}`,
      (client) => client.send(new CreateGroupCommand({ GroupName })),
    );
  });
});
