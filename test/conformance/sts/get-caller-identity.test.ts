import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { iamClient, stsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { createUser, deny } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const iam = iamClient(server);

describe('GetCallerIdentity', () => {
  test('names the root user of the account', async () => {
    const answer = await stsClient(server).send(new GetCallerIdentityCommand({}));
    assert.match(answer.Account ?? '', /^\d{12}$/);
    assert.equal(answer.Arn, `arn:aws:iam::${answer.Account}:root`);
    assert.equal(answer.UserId, answer.Account);
  });

  test('names a user, and needs no permission, not even against a Deny', async () => {
    const user = await createUser(iam, deny('*', '*'));
    const answer = await stsClient(server, user.credentials).send(new GetCallerIdentityCommand({}));
    assert.deepEqual([answer.Arn, answer.UserId], [user.arn, user.userId]);
  });

  test('refuses an unknown key, a wrong secret and a request without a signature', async () => {
    const { root } = server;
    const unknown = stsClient(server, { ...root, accessKeyId: 'AKIAUNKNOWNUNKNOWNUN' });
    const call = unknown.send(new GetCallerIdentityCommand({}));
    await expectError(call, 'InvalidClientTokenId', 403, /security token included .* is invalid/);
    const wrong = stsClient(server, { ...root, secretAccessKey: 'wrong' });
    await expectError(wrong.send(new GetCallerIdentityCommand({})), 'SignatureDoesNotMatch', 403);
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await sendSigned(server, { method: 'POST', path: '/', body, headers });
    assert.deepEqual([answer.status, errorCode(answer)], [403, 'MissingAuthenticationToken']);
  });

  test('refuses an action that does not exist', async () => {
    const body = 'Action=GetNothing&Version=2011-06-15';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const request = { method: 'POST', path: '/', body, headers, service: 'sts' };
    const answer = await sendSigned(server, { ...request, credentials: server.root });
    assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidAction'], answer.text);
  });
});
