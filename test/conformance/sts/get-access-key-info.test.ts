import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetAccessKeyInfoCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { iamClient, stsClient } from '../harness/clients.ts';
import { expectError, notAuthorized } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { type Credentials, useServer } from '../harness/server.ts';

const server = await useServer();
const iam = iamClient(server);
const user = await createUser(iam, allow('sts:GetAccessKeyInfo', '*'));

function accountOf(AccessKeyId: string, credentials: Credentials = user.credentials) {
  return stsClient(server, credentials).send(new GetAccessKeyInfoCommand({ AccessKeyId }));
}

describe('GetAccessKeyInfo', () => {
  test('says which account a key belongs to', async () => {
    const { Account } = await accountOf(server.root.accessKeyId);
    assert.equal(Account, user.arn.split(':')[4]);
  });

  test('of a temporary key too', async () => {
    const session = await stsClient(server, user.credentials).send(new GetSessionTokenCommand({}));
    const { Account } = await accountOf(session.Credentials?.AccessKeyId ?? '');
    assert.equal(Account, user.arn.split(':')[4]);
    await expectError(accountOf('ASIANOBODYNOBODYNOBO'), 'ValidationError', 400);
  });

  test('refuses a key that nobody has, and what is no key', async () => {
    await expectError(accountOf('AKIANOBODYNOBODYNOBO'), 'ValidationError', 400);
    await expectError(accountOf('too-short'), 'ValidationError', 400);
  });

  test('needs its right', async () => {
    const nobody = await createUser(iam);
    const words = notAuthorized(nobody.arn, 'sts:GetAccessKeyInfo', '*');
    const call = accountOf(server.root.accessKeyId, nobody.credentials);
    await expectError(call, 'AccessDenied', 403, words);
  });
});
