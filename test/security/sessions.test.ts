import { describe, test } from 'node:test';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { iamClient, s3Client, stsClient } from '../conformance/harness/clients.ts';
import { expectError } from '../conformance/harness/expect-error.ts';
import { allow, createUser, deny, policyText } from '../conformance/harness/identities.ts';
import { type Credentials, useServer } from '../conformance/harness/server.ts';
import { uniqueName } from '../conformance/harness/unique-name.ts';
import { assume, createTrustedRole, trust, usable } from '../conformance/sts/trusted-roles.ts';

const server = await useServer();
const [s3, iam] = [s3Client(server), iamClient(server)];
const Bucket = await createBucketWith(s3, ['a', 'b'], 'body');
const read = allow('s3:GetObject', `arn:aws:s3:::${Bucket}/*`);
const everything = allow('*', '*');

const get = (credentials: Credentials, Key = 'a') =>
  s3Client(server, credentials).send(new GetObjectCommand({ Bucket, Key }));
const put = (credentials: Credentials) =>
  s3Client(server, credentials).send(new PutObjectCommand({ Bucket, Key: 'new', Body: 'x' }));
const denied = (call: Promise<unknown>) => expectError(call, 'AccessDenied', 403);

describe('CVE-2024-24747, CVE-2025-62506: a session is never more than what it came from', () => {
  test('a policy of the session narrows the role, and cannot widen it', async () => {
    const user = await createUser(iam, allow('sts:AssumeRole', '*'));
    const role = await createTrustedRole(iam, [trust({ AWS: user.arn })], [read]);
    const sts = stsClient(server, user.credentials);
    const wide = await assume(sts, role, { Policy: policyText(everything) });
    await get(wide);
    await denied(put(wide));
    const narrow = await assume(sts, role, {
      Policy: policyText(allow('s3:GetObject', `arn:aws:s3:::${Bucket}/b`)),
    });
    await get(narrow, 'b');
    await denied(get(narrow, 'a'));
    const nothing = await assume(sts, role, { Policy: policyText(deny('*', '*')) });
    await denied(get(nothing));
  });

  test('a federation token is no more than its user, and nothing without a policy', async () => {
    const user = await createUser(iam, read, allow('sts:GetFederationToken', '*'));
    const sts = stsClient(server, user.credentials);
    const ask = async (Policy?: string) =>
      usable((await sts.send(new GetFederationTokenCommand({ Name: 'app', Policy }))).Credentials);
    await denied(get(await ask()));
    const wide = await ask(policyText(everything));
    await get(wide);
    await denied(put(wide));
  });

  test('a session token is its user: a Deny and a boundary that come later hold at once', async () => {
    const user = await createUser(iam, everything);
    const session = usable(
      (await stsClient(server, user.credentials).send(new GetSessionTokenCommand({}))).Credentials,
    );
    await get(session);
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
    await iam.send(
      new PutUserPermissionsBoundaryCommand({ UserName: user.name, PermissionsBoundary }),
    );
    await denied(get(session));
    await denied(get(user.credentials));
  });

  test('a session makes no key that is more than itself: not without MFA, not by federation', async () => {
    const user = await createUser(iam, everything);
    const own = stsClient(server, user.credentials);
    const session = usable((await own.send(new GetSessionTokenCommand({}))).Credentials);
    const client = iamClient(server, session);
    const code = /AccessDenied|InvalidClientTokenId/;
    const name = uniqueName('user');
    for (const call of [
      client.send(new CreateUserCommand({ UserName: name })),
      client.send(new CreateAccessKeyCommand({ UserName: user.name })),
    ]) {
      await call.then(
        () => Promise.reject(new Error('a session without MFA called IAM')),
        (error: unknown) => {
          if (!code.test(String(error))) throw error;
        },
      );
    }
  });
});

describe('CVE-2022-24842, CVE-2021-43858: a key ends with what it came from', () => {
  test('a session of a role ends with the role, and loses what the role loses', async () => {
    const user = await createUser(iam, allow('sts:AssumeRole', '*'));
    const role = await createTrustedRole(iam, [trust({ AWS: user.arn })], [read]);
    const session = await assume(stsClient(server, user.credentials), role);
    await get(session);
    await iam.send(new DeleteRolePolicyCommand({ RoleName: role.name, PolicyName: 'test' }));
    await denied(get(session));
    await iam.send(new DeleteRoleCommand({ RoleName: role.name }));
    await expectError(get(session), 'InvalidToken', 400);
  });

  test('a key that was switched off is 403 on the next request', async () => {
    const user = await createUser(iam, everything);
    await get(user.credentials);
    const { accessKeyId: AccessKeyId } = user.credentials;
    const off = { UserName: user.name, AccessKeyId, Status: 'Inactive' } as const;
    await iam.send(new UpdateAccessKeyCommand(off));
    await expectError(get(user.credentials), 'InvalidAccessKeyId', 403);
  });

  test('who may make keys for one user may not make them for another, nor for root', async () => {
    const target = await createUser(iam, everything);
    const user = await createUser(iam);
    const maker = await createUser(iam, allow('iam:CreateAccessKey', user.arn));
    const client = iamClient(server, maker.credentials);
    await client.send(new CreateAccessKeyCommand({ UserName: user.name }));
    await denied(client.send(new CreateAccessKeyCommand({ UserName: target.name })));
    await denied(client.send(new CreateAccessKeyCommand({})));
  });

  test('a role is assumed by those alone whom its trust names', async () => {
    const friend = await createUser(iam, allow('sts:AssumeRole', '*'));
    const stranger = await createUser(iam, everything);
    const role = await createTrustedRole(iam, [trust({ AWS: friend.arn })], [everything]);
    const asked = new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: 'job' });
    await denied(stsClient(server, stranger.credentials).send(asked));
    const session = await assume(stsClient(server, friend.credentials), role);
    await s3Client(server, session).send(new ListBucketsCommand({}));
  });
});
