import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CreateAliasCommand, DescribeKeyCommand, UpdateAliasCommand } from '@aws-sdk/client-kms';
import { kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { aliasArn, createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('UpdateAlias', () => {
  test('lets a name stand for another key', async () => {
    const [one, other] = [await createKey(kms), await createKey(kms)];
    const AliasName = `alias/${one.id}`;
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: one.id }));
    await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: other.arn }));
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: AliasName }));
    assert.equal(KeyMetadata?.Arn, other.arn);
  });

  test('refuses names that are not there, or are the service’s own', async () => {
    const { id: TargetKeyId } = await createKey(kms);
    const none = kms.send(new UpdateAliasCommand({ AliasName: 'alias/none', TargetKeyId }));
    await expectError(none, 'NotFoundException', 400);
    const reserved = kms.send(new UpdateAliasCommand({ AliasName: 'alias/aws/x', TargetKeyId }));
    await expectError(reserved, 'InvalidAliasNameException', 400);
  });

  test('needs kms:UpdateAlias on the alias and on both keys', async () => {
    const [one, other] = [await createKey(kms), await createKey(kms)];
    const AliasName = `alias/${one.id}`;
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: one.id }));
    const action = 'kms:UpdateAlias';
    const needs = [
      [action, aliasArn(one, AliasName)],
      [action, one.arn],
      [action, other.arn],
    ] as const;
    await expectKmsPermission(server, needs, (client) =>
      client.send(new UpdateAliasCommand({ AliasName, TargetKeyId: other.id })),
    );
  });
});
