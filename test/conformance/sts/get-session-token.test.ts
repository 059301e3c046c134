import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListUsersCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import {
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  type GetSessionTokenCommandInput,
} from '@aws-sdk/client-sts';
import { iamClient, s3Client, stsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser, deny } from '../harness/identities.ts';
import { type Credentials, useServer } from '../harness/server.ts';
import { assume, createTrustedRole, trust, usable } from './trusted-roles.ts';

const server = await useServer();
const iam = iamClient(server);
const user = await createUser(iam, allow('*', '*'));

async function sessionOf(credentials: Credentials, input: GetSessionTokenCommandInput = {}) {
  const answer = await stsClient(server, credentials).send(new GetSessionTokenCommand(input));
  return { answer, session: usable(answer.Credentials) };
}

describe('GetSessionToken', () => {
  test('gives credentials of the same user, for twelve hours', async () => {
    const { answer, session } = await sessionOf(user.credentials);
    const who = await stsClient(server, session).send(new GetCallerIdentityCommand({}));
    assert.deepEqual([who.Arn, who.UserId], [user.arn, user.userId]);
    await s3Client(server, session).send(new ListBucketsCommand({}));
    const seconds = ((answer.Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 1000;
    assert.ok(Math.abs(seconds - 43_200) < 60, `${seconds} seconds`);
  });

  test('needs no permission, and no Deny takes it away', async () => {
    const stopped = await createUser(iam, deny('*', '*'));
    const { session } = await sessionOf(stopped.credentials);
    const call = s3Client(server, session).send(new ListBucketsCommand({}));
    await expectError(call, 'AccessDenied', 403, /explicit deny in an identity-based policy/);
  });

  test('lasts from fifteen minutes to 36 hours, for root an hour', async () => {
    await sessionOf(user.credentials, { DurationSeconds: 129_600 });
    const wrong = (DurationSeconds: number) => sessionOf(user.credentials, { DurationSeconds });
    await expectError(wrong(899), 'ValidationError', 400);
    await expectError(wrong(129_601), 'ValidationError', 400);
    const { answer } = await sessionOf(server.root, { DurationSeconds: 129_600 });
    const seconds = ((answer.Credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 1000;
    assert.ok(seconds <= 3600, `${seconds} seconds`);
  });

  test('its credentials call no IAM, and of STS only AssumeRole and GetCallerIdentity', async () => {
    const { session } = await sessionOf(user.credentials);
    const list = iamClient(server, session).send(new ListUsersCommand({}));
    await expectError(list, 'InvalidClientTokenId', 403);
    const sts = stsClient(server, session);
    const words = (name: string) => new RegExp(`^Cannot call ${name} with session credentials$`);
    const again = sts.send(new GetSessionTokenCommand({}));
    await expectError(again, 'AccessDenied', 403, words('GetSessionToken'));
    const federated = sts.send(new GetFederationTokenCommand({ Name: 'bob' }));
    await expectError(federated, 'AccessDenied', 403, words('GetFederationToken'));
    const AccessKeyId = user.credentials.accessKeyId;
    const info = sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }));
    await expectError(info, 'AccessDenied', 403, words('GetAccessKeyInfo'));
    await assume(sts, await createTrustedRole(iam, [trust({ AWS: user.arn })]));
  });

  test('no code of an MFA device is right', async () => {
    const SerialNumber = user.arn.replace(':user/', ':mfa/');
    const call = sessionOf(user.credentials, { SerialNumber, TokenCode: '123456' });
    await expectError(call, 'AccessDenied', 403, /^MultiFactorAuthentication failed/);
  });

  test('makes the token as long as is asked for', async () => {
    const { answer } = await sessionOf(user.credentials, { MinimumSessionTokenSize: 4_096 });
    assert.ok((answer.SessionTokenSize ?? 0) >= 4_096);
    assert.equal(answer.Credentials?.SessionToken?.length, answer.SessionTokenSize);
    const { session } = await sessionOf(user.credentials, { MinimumSessionTokenSize: 4_000 });
    await stsClient(server, session).send(new GetCallerIdentityCommand({}));
  });
});
