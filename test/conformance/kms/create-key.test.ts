import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import { iamClient, kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';
import { sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const kms = kmsClient(server);

describe('CreateKey', () => {
  test('makes an enabled key of the account and shows nothing of its material', async () => {
    const Description = 'invoices — Österreich';
    const { KeyMetadata: key } = await kms.send(new CreateKeyCommand({ Description }));
    assert.match(key?.KeyId ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    assert.equal(key?.Arn, `arn:aws:kms:us-east-1:${key?.AWSAccountId}:key/${key?.KeyId}`);
    assert.ok(Math.abs(Date.now() - Number(key?.CreationDate)) < 60_000);
    assert.deepEqual(
      { ...key, CreationDate: 0, KeyId: '', Arn: '', AWSAccountId: '' },
      {
        AWSAccountId: '',
        KeyId: '',
        Arn: '',
        CreationDate: 0,
        Enabled: true,
        Description,
        KeyUsage: 'ENCRYPT_DECRYPT',
        KeyState: 'Enabled',
        Origin: 'AWS_KMS',
        KeyManager: 'CUSTOMER',
        CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
        KeySpec: 'SYMMETRIC_DEFAULT',
        EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
        MultiRegion: false,
      },
    );
  });

  test('refuses keys of other kinds', async () => {
    for (const wish of [
      { KeySpec: 'RSA_2048' as const },
      { KeyUsage: 'SIGN_VERIFY' as const },
      { Origin: 'EXTERNAL' as const },
      { MultiRegion: true },
      { CustomKeyStoreId: 'cks-1' },
    ]) {
      const refused = kms.send(new CreateKeyCommand(wish));
      await expectError(refused, 'UnsupportedOperationException', 400);
    }
  });

  test('gives a key its policy and tags at once', async () => {
    const iam = iamClient(server);
    const user = await createUser(iam, allow(['kms:CreateKey', 'kms:TagResource'], '*'));
    const Policy = policyText({
      ...{ Effect: 'Allow', Principal: { AWS: user.arn }, Action: 'kms:*', Resource: '*' },
    });
    const Tags = [{ TagKey: 'team', TagValue: 'a' }];
    const client = kmsClient(server, user.credentials);
    const { KeyMetadata } = await client.send(new CreateKeyCommand({ Policy, Tags }));
    const KeyId = KeyMetadata?.KeyId;
    const shown = await client.send(new GetKeyPolicyCommand({ KeyId }));
    assert.equal(shown.Policy, Policy);
    const listed = await client.send(new ListResourceTagsCommand({ KeyId }));
    assert.deepEqual(listed.Tags, Tags);
    const untagged = await createUser(iam, allow('kms:CreateKey', '*'));
    const refused = kmsClient(server, untagged.credentials).send(new CreateKeyCommand({ Tags }));
    await expectError(refused, 'AccessDeniedException', 400, /kms:TagResource/);
  });

  test('refuses a policy that is none, or would lock its maker out', async () => {
    const bad = kms.send(new CreateKeyCommand({ Policy: '{}' }));
    await expectError(bad, 'MalformedPolicyDocumentException', 400);
    const user = await createUser(iamClient(server));
    const Policy = policyText({
      ...{ Effect: 'Allow', Principal: { AWS: user.arn }, Action: 'kms:*', Resource: '*' },
    });
    const locked = kms.send(new CreateKeyCommand({ Policy }));
    await expectError(locked, 'MalformedPolicyDocumentException', 400, /in the future/);
    await kms.send(new CreateKeyCommand({ Policy, BypassPolicyLockoutSafetyCheck: true }));
  });

  test('refuses a description that is too long, in the words of the constraint', async () => {
    const refused = kms.send(new CreateKeyCommand({ Description: 'x'.repeat(8_193) }));
    const words = /^1 validation error detected: .* at 'description' failed to satisfy constraint/;
    await expectError(refused, 'ValidationException', 400, words);
  });

  test('answers bodies that are no JSON, unsigned requests and unknown targets', async () => {
    const ask = async (target: string, body: string, credentials = true) => {
      const answer = await sendSigned(server, {
        method: 'POST',
        path: '/',
        body,
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
        service: 'kms',
        ...(credentials && { credentials: server.root }),
      });
      return [answer.status, /"__type":"(\w+)"/.exec(answer.text)?.[1]];
    };
    const target = 'TrentService.CreateKey';
    assert.deepEqual(await ask(target, '{'), [400, 'SerializationException']);
    assert.deepEqual(await ask(target, '[]'), [400, 'SerializationException']);
    assert.deepEqual(await ask(target, '{"Description":1}'), [400, 'SerializationException']);
    assert.deepEqual(await ask(target, '{}', false), [400, 'MissingAuthenticationTokenException']);
    assert.deepEqual(await ask('TrentService.Nothing', '{}'), [400, 'UnknownOperationException']);
    assert.deepEqual(await ask('Other.CreateKey', '{}'), [400, 'UnknownOperationException']);
  });

  test('refuses a wrong signature', async () => {
    const { accessKeyId } = server.root;
    const stranger = kmsClient(server, { accessKeyId, secretAccessKey: 'wrong' });
    const refused = stranger.send(new CreateKeyCommand({}));
    await expectError(refused, 'InvalidSignatureException', 400);
  });

  test('needs kms:CreateKey', async () => {
    await expectKmsPermission(server, [['kms:CreateKey', '*']], (client) =>
      client.send(new CreateKeyCommand({})),
    );
  });
});
