import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DescribeKeyCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { iamClient, kmsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { createKey, expectKmsPermission } from '../harness/keys.ts';
import { useServer } from '../harness/server.ts';

const server = await useServer();
const kms = kmsClient(server);
const iam = iamClient(server);

const accountOf = (arn: string) => arn.split(':')[4] ?? '';
const Plaintext = Buffer.from('x');

/** A statement of a key policy. */
const grant = (AWS: string, Action: string | readonly string[]) => ({
  ...{ Effect: 'Allow', Principal: { AWS }, Action, Resource: '*' },
});

describe('PutKeyPolicy', () => {
  test('gives a user the use of a key without any policy of its own', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    const user = await createUser(iam);
    const root = `arn:aws:iam::${accountOf(arn)}:root`;
    const Policy = policyText(grant(root, 'kms:*'), grant(user.arn, 'kms:Encrypt'));
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy, PolicyName: 'default' }));
    const shown = await kms.send(new GetKeyPolicyCommand({ KeyId }));
    assert.equal(shown.Policy, Policy);
    const client = kmsClient(server, user.credentials);
    await client.send(new EncryptCommand({ KeyId, Plaintext }));
    const describe = client.send(new DescribeKeyCommand({ KeyId }));
    await expectError(describe, 'AccessDeniedException', 400, /no identity-based policy allows/);
  });

  test('shuts out whom it does not name, administrators and the root user too', async () => {
    const { id: KeyId } = await createKey(kms);
    const keeper = await createUser(iam, allow('kms:*', '*'));
    const administrator = await createUser(iam, allow('*', '*'));
    const keeping = ['kms:PutKeyPolicy', 'kms:GetKeyPolicy'];
    const client = kmsClient(server, keeper.credentials);
    const Policy = policyText(grant(keeper.arn, keeping));
    await client.send(new PutKeyPolicyCommand({ KeyId, Policy }));
    for (const other of [kms, kmsClient(server, administrator.credentials)]) {
      const call = other.send(new EncryptCommand({ KeyId, Plaintext }));
      const words = /because no resource-based policy allows the kms:Encrypt action/;
      await expectError(call, 'AccessDeniedException', 400, words);
    }
    const own = client.send(new EncryptCommand({ KeyId, Plaintext }));
    await expectError(own, 'AccessDeniedException', 400);
    assert.equal((await client.send(new GetKeyPolicyCommand({ KeyId }))).Policy, Policy);
  });

  test('refuses by an explicit Deny whom identity policies allow', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    const root = `arn:aws:iam::${accountOf(arn)}:root`;
    const stop = { ...grant('*', 'kms:Encrypt'), Effect: 'Deny' };
    const Policy = policyText(grant(root, 'kms:*'), stop);
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
    const call = kms.send(new EncryptCommand({ KeyId, Plaintext }));
    await expectError(call, 'AccessDeniedException', 400, /explicit deny in a resource-based/);
  });

  test('does not lock its author out unless that is said', async () => {
    const { id: KeyId } = await createKey(kms);
    const user = await createUser(iam);
    const Policy = policyText(grant(user.arn, 'kms:*'));
    const call = kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
    await expectError(call, 'MalformedPolicyDocumentException', 400, /not allow you to update/);
    const BypassPolicyLockoutSafetyCheck = true;
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy, BypassPolicyLockoutSafetyCheck }));
    const again = kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
    await expectError(again, 'AccessDeniedException', 400);
  });

  test('refuses what is no policy of a key', async () => {
    const { id: KeyId, arn } = await createKey(kms);
    const account = accountOf(arn);
    const nobody = `arn:aws:iam::${account}:user/nobody-of-that-name`;
    const root = grant(account, 'kms:*');
    for (const Policy of [
      '{',
      policyText({ Effect: 'Allow', Action: 'kms:*', Resource: '*' }),
      policyText({ Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*' }),
      policyText(root, grant(nobody, 'kms:*')),
      policyText(root, grant('arn:aws:iam::*:root', 'kms:*')),
    ]) {
      const call = kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
      await expectError(call, 'MalformedPolicyDocumentException', 400);
    }
    const named = { KeyId, Policy: policyText(root), PolicyName: 'mine' };
    await expectError(kms.send(new PutKeyPolicyCommand(named)), 'NotFoundException', 400);
    const long = { KeyId, Policy: policyText(root, grant(account, 'x'.repeat(33_000))) };
    await expectError(kms.send(new PutKeyPolicyCommand(long)), 'LimitExceededException', 400);
  });

  test('needs kms:PutKeyPolicy on the key', async () => {
    const key = await createKey(kms);
    const Policy = policyText(grant(accountOf(key.arn), 'kms:*'));
    await expectKmsPermission(server, [['kms:PutKeyPolicy', key.arn]], (client) =>
      client.send(new PutKeyPolicyCommand({ KeyId: key.id, Policy })),
    );
  });
});
