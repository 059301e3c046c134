import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateAliasCommand, DeleteAliasCommand, DescribeKeyCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { aliasArn, createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('DeleteAlias', () => {
  test('takes the name away and leaves the key', async () => {
    const { id } = await createKey(kms);
    const AliasName = `alias/${uniqueName('key')}`;
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: id }));
    await kms.send(new DeleteAliasCommand({ AliasName }));
    const again = kms.send(new DeleteAliasCommand({ AliasName }));
    await expectError(again, 'NotFoundException', 400, /is not found/);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: id }));
    assert.equal(KeyMetadata?.KeyState, 'Enabled');
    const reserved = kms.send(new DeleteAliasCommand({ AliasName: 'alias/aws/none' }));
    await expectError(reserved, 'InvalidAliasNameException', 400);
  });

  test('needs kms:DeleteAlias on the alias and on the key', async () => {
    const key = await createKey(kms);
    const AliasName = `alias/${uniqueName('key')}`;
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: key.id }));
    const needs = [
      ['kms:DeleteAlias', aliasArn(key, AliasName)],
      ['kms:DeleteAlias', key.arn],
    ] as const;
    await expectKmsPermission(server, needs, (client) =>
      client.send(new DeleteAliasCommand({ AliasName })),
    );
  });
});
