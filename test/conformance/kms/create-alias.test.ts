import { describe, test } from 'node:test';
import { CreateAliasCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { aliasArn, createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('CreateAlias', () => {
  test('refuses names that are taken, reserved or no aliases, and keys that are not there', async () => {
    const key = await createKey(kms);
    const taken = `alias/${uniqueName('key')}`;
    const make = (AliasName: string, TargetKeyId = key.id) =>
      kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }));
    await make(taken);
    await expectError(make(taken), 'AlreadyExistsException', 400, /An alias with the name arn:aws/);
    await expectError(make('photos'), 'InvalidAliasNameException', 400);
    await expectError(make('alias/'), 'InvalidAliasNameException', 400);
    await expectError(make('alias/aws/mine'), 'InvalidAliasNameException', 400);
    await expectError(make('alias/a b'), 'ValidationException', 400, /regular expression/);
    await expectError(make(`${taken}x`, 'none'), 'NotFoundException', 400);
    await expectError(make(`${taken}x`, taken), 'NotFoundException', 400);
  });

  test('needs kms:CreateAlias on the alias and on the key', async () => {
    const key = await createKey(kms);
    const AliasName = `alias/${uniqueName('key')}`;
    const needs = [
      ['kms:CreateAlias', aliasArn(key, AliasName)],
      ['kms:CreateAlias', key.arn],
    ] as const;
    await expectKmsPermission(server, needs, (client) =>
      client.send(new CreateAliasCommand({ AliasName, TargetKeyId: key.id })),
    );
  });
});
