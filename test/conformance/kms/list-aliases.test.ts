import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateAliasCommand, ListAliasesCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { aliasArn, createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('ListAliases', () => {
  test('lists the aliases of a key, page by page, or those of all', async () => {
    const key = await createKey(kms);
    const names = ['a', 'b', 'c'].map((name) => `alias/${uniqueName(name)}`).sort();
    for (const AliasName of names) {
      await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: key.id }));
    }
    const first = await kms.send(new ListAliasesCommand({ KeyId: key.id, Limit: 2 }));
    assert.equal(first.Truncated, true);
    const rest = await kms.send(
      new ListAliasesCommand({ KeyId: key.arn, Limit: 2, Marker: first.NextMarker }),
    );
    const listed = [...(first.Aliases ?? []), ...(rest.Aliases ?? [])];
    assert.deepEqual(
      listed.map(({ AliasName, AliasArn, TargetKeyId }) => [AliasName, AliasArn, TargetKeyId]),
      names.map((name) => [name, aliasArn(key, name), key.id]),
    );
    const all = await kms.send(new ListAliasesCommand({ Limit: 100 }));
    assert.ok(names.every((name) => all.Aliases?.some(({ AliasName }) => AliasName === name)));
    const unknown = kms.send(new ListAliasesCommand({ KeyId: 'none' }));
    await expectError(unknown, 'NotFoundException', 400);
  });

  test('needs kms:ListAliases', async () => {
    await expectKmsPermission(server, [['kms:ListAliases', '*']], (client) =>
      client.send(new ListAliasesCommand({})),
    );
  });
});
