import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DecodeAuthorizationMessageCommand } from '@aws-sdk/client-sts';
import { createBucket, putBucketPolicy } from '../harness/buckets.ts';
import { iamClient, s3Client, stsClient } from '../harness/clients.ts';
import { expectError, notAuthorized } from '../harness/expect-error.ts';
import { allow, createUser, deny } from '../harness/identities.ts';
import { type Credentials, useServer } from '../harness/server.ts';
import { type RawRequest, sendSigned } from '../harness/signed-request.ts';

const header = 'x-strongroom-authorization-message';
const server = await useServer();
const iam = iamClient(server);
const s3 = s3Client(server);
const bucket = await createBucket(s3);
const resource = `arn:aws:s3:::${bucket}/key`;

/** The sealed message of a refused request. */
async function messageOf(credentials: Credentials | undefined, raw: Partial<RawRequest> = {}) {
  const answer = await sendSigned(server, {
    path: `/${bucket}/key`,
    service: 's3',
    ...raw,
    ...(credentials !== undefined && { credentials }),
  });
  assert.equal(answer.status, 403, answer.text);
  return { message: String(answer.headers[header] ?? ''), text: answer.text };
}

async function decoded(message: string): Promise<Record<string, unknown>> {
  const command = new DecodeAuthorizationMessageCommand({ EncodedMessage: message });
  const { DecodedMessage } = await stsClient(server).send(command);
  const parsed: unknown = JSON.parse(DecodedMessage ?? '');
  assert.ok(typeof parsed === 'object' && parsed !== null);
  return Object.fromEntries(Object.entries(parsed));
}

describe('DecodeAuthorizationMessage', () => {
  test('tells who asked what, and which policies had nothing to say', async () => {
    const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'blue' } };
    const user = await createUser(
      iam,
      { ...allow('s3:GetObject', '*'), Condition },
      allow('s3:PutObject', '*'),
    );
    const { message, text } = await messageOf(user.credentials);
    assert.match(text.replaceAll('&quot;', '"'), notAuthorized(user.arn, 's3:GetObject', resource));
    const { trace, ...rest } = await decoded(message);
    assert.deepEqual(rest, {
      allowed: false,
      explicitDeny: false,
      matchedStatements: { items: [] },
      failures: { items: [] },
      context: {
        principal: { id: user.userId, arn: user.arn },
        action: 's3:GetObject',
        resource,
        conditions: { items: [] },
      },
    });
    const told = JSON.stringify(trace);
    assert.match(told, /"reason":"no-identity-allow"/);
    assert.match(told, /"missingContextKeys":\["aws:principaltag\/team"\]/);
    assert.match(told, /"index":0,"effect":"Allow","matched":false,"failed":"Condition"/);
    assert.match(told, /"index":1,"effect":"Allow","matched":false,"failed":"Action"/);
  });

  test('names the statement that denied, and the values that it looked at', async () => {
    const Condition = { StringLike: { 'aws:UserAgent': 'agent-*' } };
    const user = await createUser(iam, allow('s3:*', '*'), {
      ...deny('s3:GetObject', '*'),
      Condition,
    });
    const headers = { 'user-agent': 'agent-7' };
    const { message } = await messageOf(user.credentials, { headers });
    const { explicitDeny, matchedStatements, context } = await decoded(message);
    assert.equal(explicitDeny, true);
    const values = (value: string) => ({ items: [{ value }] });
    assert.deepEqual(matchedStatements, {
      items: [
        {
          statementId: '',
          effect: 'DENY',
          principals: { items: [] },
          principalGroups: { items: [] },
          actions: values('s3:GetObject'),
          resources: values('*'),
          conditions: { items: [{ key: 'aws:UserAgent', values: values('agent-*') }] },
        },
      ],
    });
    const told = JSON.stringify(context);
    assert.match(told, /"key":"aws:useragent","values":\{"items":\[\{"value":"agent-7"\}\]\}/);
  });

  test('refusals of bucket policies and of IAM carry a message too', async () => {
    const own = await createBucket(s3);
    const statement = { ...deny('s3:*', `arn:aws:s3:::${own}/*`), Principal: '*', Sid: 'closed' };
    await putBucketPolicy(s3, own, statement);
    const user = await createUser(iam, allow('s3:*', '*'));
    const s3Message = await messageOf(user.credentials, { path: `/${own}/key` });
    const { matchedStatements } = await decoded(s3Message.message);
    assert.match(JSON.stringify(matchedStatements), /"statementId":"closed","effect":"DENY"/);
    const body = 'Action=ListUsers&Version=2010-05-08';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const form = { method: 'POST', path: '/', body, headers, service: 'iam' };
    const { message } = await messageOf(user.credentials, form);
    assert.match(JSON.stringify(await decoded(message)), /"action":"iam:ListUsers"/);
  });

  test('a message stays short, however many policies there are', async () => {
    const many = Array.from({ length: 22 }, (_, i) => allow('s3:PutObject', `arn:aws:s3:::b${i}*`));
    const { message } = await messageOf((await createUser(iam, ...many)).credentials);
    assert.ok(message.length > 0 && message.length <= 2_048, `${message.length} characters`);
    assert.match(JSON.stringify(await decoded(message)), /"action":"s3:GetObject"/);
  });

  test('strangers without an account get no message', async () => {
    assert.equal((await messageOf(undefined)).message, '');
  });

  test('refuses what is not a message, or was changed', async () => {
    const { message } = await messageOf((await createUser(iam)).credentials);
    const middle = message.length >> 1;
    const other = message[middle] === 'A' ? 'B' : 'A';
    const changed = `${message.slice(0, middle)}${other}${message.slice(middle + 1)}`;
    for (const bad of ['x', 'AAAA', changed, message.slice(0, -4)]) {
      await expectError(decoded(bad), 'InvalidAuthorizationMessageException', 400);
    }
  });

  test('needs its own right', async () => {
    const nobody = await createUser(iam);
    const reader = await createUser(iam, allow('sts:DecodeAuthorizationMessage', '*'));
    const { message: EncodedMessage } = await messageOf(nobody.credentials);
    const decode = ({ credentials }: { credentials: Credentials }) =>
      stsClient(server, credentials).send(
        new DecodeAuthorizationMessageCommand({ EncodedMessage }),
      );
    const words = notAuthorized(nobody.arn, 'sts:DecodeAuthorizationMessage', '*');
    await expectError(decode(nobody), 'AccessDenied', 403, words);
    assert.ok((await decode(reader)).DecodedMessage);
  });
});
