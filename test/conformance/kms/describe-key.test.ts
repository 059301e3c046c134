import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateAliasCommand, DescribeKeyCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { aliasArn, createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';
import { uniqueName } from '../harness/unique-name.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('DescribeKey', () => {
  test('finds a key by its id, its ARN, its alias and the ARN of that', async () => {
    const key = await createKey(kms, 'described');
    const AliasName = `alias/${uniqueName('key')}`;
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: key.id }));
    for (const KeyId of [key.id, key.arn, AliasName, aliasArn(key, AliasName)]) {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      assert.deepEqual([KeyMetadata?.Arn, KeyMetadata?.Description], [key.arn, 'described']);
    }
  });

  test('tells what is not there', async () => {
    const key = await createKey(kms);
    const none = '00000000-0000-4000-8000-000000000000';
    const ask = (KeyId: string) => kms.send(new DescribeKeyCommand({ KeyId }));
    const code = 'NotFoundException';
    const arn = key.arn.replace(key.id, none);
    await expectError(ask(none), code, 400, new RegExp(`^Key '${arn}' does not exist$`));
    await expectError(ask('nonsense'), code, 400, /^Invalid keyId 'nonsense'$/);
    await expectError(
      ask('alias/none'),
      code,
      400,
      /^Alias arn:aws:kms:.*:alias\/none is not found/,
    );
  });

  test('tells nothing of the keys of other accounts', async () => {
    const key = await createKey(kms);
    const foreign = key.arn.replace(/:\d{12}:/, ':999988887777:');
    const refused = kms.send(new DescribeKeyCommand({ KeyId: foreign }));
    await expectError(refused, 'AccessDeniedException', 400);
  });

  test('needs kms:DescribeKey on the key, whatever it is called', async () => {
    const key = await createKey(kms);
    await expectKmsPermission(server, [['kms:DescribeKey', key.arn]], (client) =>
      client.send(new DescribeKeyCommand({ KeyId: key.id })),
    );
  });
});
