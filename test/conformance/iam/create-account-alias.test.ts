import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateAccountAliasCommand, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectIamPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const iam = iamClient(server);

describe('CreateAccountAlias', () => {
  test('replaces the alias that the account has', async () => {
    const aliases = [uniqueName('alias'), uniqueName('alias')];
    for (const AccountAlias of aliases) {
      await iam.send(new CreateAccountAliasCommand({ AccountAlias }));
    }
    const { AccountAliases } = await iam.send(new ListAccountAliasesCommand({}));
    assert.deepEqual(AccountAliases, [aliases[1]]);
  });

  test('refuses what is no alias', async () => {
    for (const AccountAlias of ['ab', 'Upper', 'a--b', '-ab', 'a'.repeat(64)]) {
      const call = iam.send(new CreateAccountAliasCommand({ AccountAlias }));
      await expectError(call, 'ValidationError', 400);
    }
  });

  test('needs iam:CreateAccountAlias', async () => {
    await expectIamPermission(server, iam, 'iam:CreateAccountAlias', '*', (client) =>
      client.send(new CreateAccountAliasCommand({ AccountAlias: uniqueName('alias') })),
    );
  });
});
