import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateAccountAliasCommand,
  DeleteAccountAliasCommand,
  ListAccountAliasesCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const iam = iamClient(server);

describe('ListAccountAliases', () => {
  test('lists one alias at most', async () => {
    assert.deepEqual((await iam.send(new ListAccountAliasesCommand({}))).AccountAliases, []);
    const AccountAlias = uniqueName('alias');
    await iam.send(new CreateAccountAliasCommand({ AccountAlias }));
    const { AccountAliases, IsTruncated } = await iam.send(new ListAccountAliasesCommand({}));
    assert.deepEqual([AccountAliases, IsTruncated], [[AccountAlias], false]);
    await iam.send(new DeleteAccountAliasCommand({ AccountAlias }));
  });

  test('refuses a bad page size', async () => {
    const call = iam.send(new ListAccountAliasesCommand({ MaxItems: 0 }));
    await expectError(call, 'ValidationError', 400);
  });

  test('needs iam:ListAccountAliases', async () => {
    await expectIamPermission(server, iam, 'iam:ListAccountAliases', '*', (client) =>
      client.send(new ListAccountAliasesCommand({})),
    );
  });
});
