import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GenerateServiceLastAccessedDetailsCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { createGroup, createPlainUser, createPolicy } from '../harness/iam-entities.ts';
import { useServer } from '../harness/server.ts';
import { createRole } from './role-entities.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GenerateServiceLastAccessedDetails', () => {
  test('answers with the id of a job, for users, groups, roles and policies', async () => {
    const entities = [
      await createPlainUser(iam),
      await createGroup(iam),
      await createRole(iam),
      await createPolicy(iam),
    ];
    for (const { arn: Arn } of entities) {
      const command = new GenerateServiceLastAccessedDetailsCommand({ Arn });
      assert.match((await iam.send(command)).JobId ?? '', /^[0-9a-f-]{36}$/);
    }
  });

  test('refuses an ARN that leads nowhere', async () => {
    const { arn } = await createPlainUser(iam);
    const Arn = `${arn}x`;
    const call = iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn }));
    await expectError(call, 'NoSuchEntity', 404);
  });

  test('needs iam:GenerateServiceLastAccessedDetails', async () => {
    const { arn: Arn } = await createRole(iam);
    const action = 'iam:GenerateServiceLastAccessedDetails';
    await expectIamPermission(server, iam, action, Arn, (client) =>
      client.send(new GenerateServiceLastAccessedDetailsCommand({ Arn })),
    );
  });
});
