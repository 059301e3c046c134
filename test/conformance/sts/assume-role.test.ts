import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DeleteRoleCommand, DeleteRolePolicyCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { createBucket } from '../harness/buckets.ts';
import { iamClient, s3Client, stsClient } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser, deny, policyText } from '../harness/identities.ts';
import { type Credentials, useServer } from '../harness/server.ts';
import { assume, createTrustedRole, trust } from './trusted-roles.ts';

const server = await useServer();
const iam = iamClient(server);
const bucket = await createBucket(s3Client(server));
const mayAssume = allow(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'], '*');
const alice = await createUser(iam, mayAssume);
const asAlice = stsClient(server, alice.credentials);
const accountId = alice.arn.split(':')[4] ?? '';
const all = allow('*', '*');

const list = (credentials: Credentials) =>
  s3Client(server, credentials).send(new ListObjectsV2Command({ Bucket: bucket }));
const put = (credentials: Credentials) =>
  s3Client(server, credentials).send(
    new PutObjectCommand({ Bucket: bucket, Key: 'key', Body: 'x' }),
  );
const refused = (call: Promise<unknown>, message = /not authorized to perform: sts:/) =>
  expectError(call, 'AccessDenied', 403, message);
const denied = (call: Promise<unknown>, message?: RegExp) =>
  expectError(call, 'AccessDenied', 403, message);

describe('AssumeRole', () => {
  test('gives credentials with the rights of the role, and names the session', async () => {
    const role = await createTrustedRole(iam, [trust({ AWS: alice.arn })], [all]);
    const answer = await asAlice.send(
      new AssumeRoleCommand({ RoleArn: role.arn, RoleSessionName: 'job-7' }),
    );
    const arn = `arn:aws:sts::${accountId}:assumed-role/${role.name}/job-7`;
    assert.equal(answer.AssumedRoleUser?.Arn, arn);
    assert.equal(answer.AssumedRoleUser?.AssumedRoleId, `${role.roleId}:job-7`);
    assert.match(answer.Credentials?.AccessKeyId ?? '', /^ASIA[A-Z2-7]{16}$/);
    assert.equal(answer.SessionTokenSize, answer.Credentials?.SessionToken?.length);
    const session = await assume(asAlice, role, { RoleSessionName: 'job-7' });
    const who = await stsClient(server, session).send(new GetCallerIdentityCommand({}));
    assert.deepEqual([who.Arn, who.UserId], [arn, `${role.roleId}:job-7`]);
    await list(session);
  });

  const trusts: readonly [string, unknown, object?][] = [
    ['its account', { AWS: accountId }],
    ['the root of its account', { AWS: `arn:aws:iam::${accountId}:root` }],
    ['everyone under a condition', { AWS: '*' }, { ArnLike: { 'aws:PrincipalArn': alice.arn } }],
  ];
  for (const [name, principal, condition] of trusts) {
    test(`lets in a user whom the role trusts as ${name}`, async () => {
      const role = await createTrustedRole(iam, [trust(principal, condition)]);
      await assume(asAlice, role);
    });
  }

  test('trust in an account delegates: the user needs the right too', async () => {
    const role = await createTrustedRole(iam, [trust({ AWS: accountId })]);
    const nobody = await createUser(iam);
    const call = assume(stsClient(server, nobody.credentials), role);
    await refused(call, /no identity-based policy allows the sts:AssumeRole action/);
  });

  test('trust in a user by name is enough, unless a policy of the user denies it', async () => {
    const nobody = await createUser(iam);
    const stopped = await createUser(iam, deny('sts:AssumeRole', '*'));
    const role = await createTrustedRole(iam, [trust({ AWS: [nobody.arn, stopped.arn] })]);
    await assume(stsClient(server, nobody.credentials), role);
    const call = assume(stsClient(server, stopped.credentials), role);
    await refused(call, /explicit deny in an identity-based policy/);
  });

  test('a role that is not there is refused like one that trusts somebody else', async () => {
    const role = await createTrustedRole(iam, [trust({ Service: 'ec2.amazonaws.com' })]);
    const words = /because no role trust policy allows the sts:AssumeRole action$/;
    await refused(assume(asAlice, role), words);
    await refused(assume(asAlice, { arn: `${role.arn}-no` }), words);
    await refused(assume(asAlice, { arn: role.arn.replace(accountId, '999999999999') }));
  });

  test('root assumes no role', async () => {
    const role = await createTrustedRole(iam, [trust({ AWS: accountId })]);
    const call = assume(stsClient(server), role);
    await refused(call, /^Roles may not be assumed by root accounts\.$/);
  });

  test('asks for the external id that the trust policy names', async () => {
    const condition = { StringEquals: { 'sts:ExternalId': 'secret-7' } };
    const role = await createTrustedRole(iam, [trust({ AWS: alice.arn }, condition)]);
    await assume(asAlice, role, { ExternalId: 'secret-7' });
    await refused(assume(asAlice, role, { ExternalId: 'secret-8' }));
    await refused(assume(asAlice, role));
  });

  test('a session policy and policy ARNs narrow what the role may', async () => {
    const role = await createTrustedRole(iam, [trust({ AWS: alice.arn })], [all]);
    const Policy = policyText(allow('s3:ListBucket', '*'));
    const narrow = await assume(asAlice, role, { Policy });
    await list(narrow);
    await denied(put(narrow), /because no session policy allows the s3:PutObject action/);
    const arn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    const reader = await assume(asAlice, role, { PolicyArns: [{ arn }] });
    await list(reader);
    await denied(put(reader));
    const wider = await assume(asAlice, await createTrustedRole(iam, [trust({ AWS: alice.arn })]), {
      Policy: policyText(all),
    });
    await denied(list(wider), /no identity-based policy allows/);
  });

  test('policies of other accounts, and transitive keys without a tag, are refused', async () => {
    const trusts = [trust({ AWS: alice.arn }, undefined, ['sts:AssumeRole', 'sts:TagSession'])];
    const role = await createTrustedRole(iam, trusts);
    const PolicyArns = [{ arn: 'arn:aws:iam::999999999999:policy/theirs' }];
    await expectError(assume(asAlice, role, { PolicyArns }), 'ValidationError', 400);
    const Tags = [{ Key: 'team', Value: 'blue' }];
    const call = assume(asAlice, role, { Tags, TransitiveTagKeys: ['stage'] });
    await expectError(call, 'ValidationError', 400, /^The specified transitive tag key must be/);
  });

  test('session tags are tags of the principal in policies, and need sts:TagSession', async () => {
    const tagged = {
      ...allow('s3:ListBucket', '*'),
      Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
    };
    const actions = ['sts:AssumeRole', 'sts:TagSession'];
    const role = await createTrustedRole(
      iam,
      [trust({ AWS: alice.arn }, undefined, actions)],
      [tagged],
    );
    await list(await assume(asAlice, role, { Tags: [{ Key: 'team', Value: 'blue' }] }));
    await denied(list(await assume(asAlice, role, { Tags: [{ Key: 'team', Value: 'red' }] })));
    await denied(list(await assume(asAlice, role)));
    const plain = await createTrustedRole(iam, [trust({ AWS: alice.arn })]);
    const call = assume(asAlice, plain, { Tags: [{ Key: 'team', Value: 'blue' }] });
    await refused(call, /sts:TagSession/);
  });

  test('transitive tags and the source identity pass on, unchanged, to the next role', async () => {
    const actions = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
    const first = await createTrustedRole(
      iam,
      [trust({ AWS: alice.arn }, undefined, actions)],
      [mayAssume],
    );
    const facts = {
      StringEquals: { 'aws:PrincipalTag/team': 'blue', 'aws:SourceIdentity': 'alice' },
      Null: { 'aws:PrincipalTag/stage': 'true' },
    };
    const second = await createTrustedRole(
      iam,
      [trust({ AWS: first.arn }, undefined, actions)],
      [{ ...allow('s3:ListBucket', '*'), Condition: facts }],
    );
    const session = await assume(asAlice, first, {
      Tags: [
        { Key: 'team', Value: 'blue' },
        { Key: 'stage', Value: 'test' },
      ],
      TransitiveTagKeys: ['team'],
      SourceIdentity: 'alice',
    });
    const chained = stsClient(server, session);
    await list(await assume(chained, second));
    const other = assume(chained, second, { Tags: [{ Key: 'Team', Value: 'red' }] });
    await expectError(other, 'InvalidInput', 400);
    const renamed = assume(chained, second, { SourceIdentity: 'bob' });
    await expectError(renamed, 'ValidationError', 400);
  });

  test('a session lasts as long as the role allows, and an hour in a chain', async () => {
    const trusting = [trust({ AWS: alice.arn })];
    const role = await createTrustedRole(iam, trusting, [mayAssume], { MaxSessionDuration: 7200 });
    await assume(asAlice, role, { DurationSeconds: 7200 });
    const words = /exceeds the MaxSessionDuration set for this role/;
    const long = assume(asAlice, role, { DurationSeconds: 7201 });
    await expectError(long, 'ValidationError', 400, words);
    const short = assume(asAlice, role, { DurationSeconds: 899 });
    await expectError(short, 'ValidationError', 400);
    const next = await createTrustedRole(iam, [trust({ AWS: role.arn })], [], {
      MaxSessionDuration: 7200,
    });
    const chained = stsClient(server, await assume(asAlice, role));
    await assume(chained, next, { DurationSeconds: 3600 });
    const chain = assume(chained, next, { DurationSeconds: 3601 });
    await expectError(chain, 'ValidationError', 400, /1 hour session limit .* role chaining/);
  });

  test('a session ends with its role, or with a Deny on when it was issued', async () => {
    const role = await createTrustedRole(iam, [trust({ AWS: alice.arn })], [all]);
    const session = await assume(asAlice, role);
    await list(session);
    await iam.send(new DeleteRolePolicyCommand({ RoleName: role.name, PolicyName: 'test' }));
    await denied(list(session));
    await iam.send(new DeleteRoleCommand({ RoleName: role.name }));
    await expectError(list(session), 'InvalidToken', 400);
    const Condition = { DateLessThan: { 'aws:TokenIssueTime': '2099-01-01T00:00:00Z' } };
    const revoking = [all, { ...deny('*', '*'), Condition }];
    const revoked = await createTrustedRole(iam, [trust({ AWS: alice.arn })], revoking);
    await denied(list(await assume(asAlice, revoked)), /explicit deny/);
  });

  test('trust names users who are there', async () => {
    const unknown = createTrustedRole(iam, [trust({ AWS: `${alice.arn}-no` })]);
    const words = /Invalid principal in policy/;
    await expectError(unknown, 'MalformedPolicyDocument', 400, words);
  });

  test('a token is worth nothing with another key, or changed', async () => {
    const role = await createTrustedRole(iam, [trust({ AWS: alice.arn })], [all]);
    const [one, two] = [await assume(asAlice, role), await assume(asAlice, role)];
    const call = (credentials: Credentials) =>
      s3Client(server, credentials).send(new ListBucketsCommand({}));
    const { sessionToken: token = '' } = two;
    await expectError(call({ ...one, sessionToken: token }), 'InvalidToken', 400);
    await expectError(call({ ...two, sessionToken: `B${token.slice(1)}` }), 'InvalidToken', 400);
    const { sessionToken: _left, ...bare } = two;
    await expectError(call(bare), 'InvalidAccessKeyId', 403);
  });
});
