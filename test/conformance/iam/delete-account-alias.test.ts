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

describe('DeleteAccountAlias', () => {
  test('removes the alias, and only the one that is there', async () => {
    const AccountAlias = uniqueName('alias');
    await iam.send(new CreateAccountAliasCommand({ AccountAlias }));
    const other = iam.send(new DeleteAccountAliasCommand({ AccountAlias: `${AccountAlias}x` }));
    await expectError(other, 'NoSuchEntity', 404);
    await iam.send(new DeleteAccountAliasCommand({ AccountAlias }));
    const { AccountAliases } = await iam.send(new ListAccountAliasesCommand({}));
    assert.deepEqual(AccountAliases, []);
  });

  test('needs iam:DeleteAccountAlias', async () => {
    const AccountAlias = uniqueName('alias');
    await iam.send(new CreateAccountAliasCommand({ AccountAlias }));
    await expectIamPermission(server, iam, 'iam:DeleteAccountAlias', '*', (client) =>
      client.send(new DeleteAccountAliasCommand({ AccountAlias })),
    );
  });
});
