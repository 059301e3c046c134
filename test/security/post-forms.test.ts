import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { createBucket, createBucketWith } from '../conformance/harness/buckets.ts';
import { iamClient, s3Client } from '../conformance/harness/clients.ts';
import { expectError } from '../conformance/harness/expect-error.ts';
import { allow, createUser, deny, type Statement } from '../conformance/harness/identities.ts';
import { useServer } from '../conformance/harness/server.ts';
import { errorCode } from '../conformance/harness/signed-request.ts';
import { type Condition, type Form, type SignedForm, sendForm, signForm } from './post-form.ts';

const server = await useServer();
const [s3, iam] = [s3Client(server), iamClient(server)];
const Bucket = await createBucket(s3);
const other = await createBucketWith(s3, ['secret'], 'the secret');

const fields: Form = [
  ['key', 'user/eric/photo'],
  ['Content-Type', 'image/png'],
  ['x-amz-meta-tag', 'blue'],
  ['success_action_status', '201'],
];
const conditions: readonly Condition[] = [
  ['starts-with', '$key', 'user/eric/'],
  { 'Content-Type': 'image/png' },
  ['eq', '$x-amz-meta-tag', 'blue'],
  ['starts-with', '$success_action_status', '20'],
  ['content-length-range', 1, 10],
];
const good: SignedForm = { credentials: server.root, bucket: Bucket, fields, conditions };

const isMissing = (Key: string) =>
  expectError(s3.send(new GetObjectCommand({ Bucket, Key })), 'NoSuchKey', 404);

/** The form with one field changed, added or (undefined) left out. */
function withField(name: string, value: string | undefined, form: Form = fields): Form {
  const rest = form.filter(([each]) => each.toLowerCase() !== name.toLowerCase());
  return value === undefined ? rest : [...rest, [name, value]];
}

async function refuses(form: Form, code: string, status = 403, file = 'file'): Promise<void> {
  const answer = await sendForm(server, Bucket, form, file);
  assert.deepEqual([answer.status, errorCode(answer)], [status, code], answer.text);
  for (const Key of ['user/eric/photo', 'user/ann/photo', 'secret']) await isMissing(Key);
}

test('an address that is too long for a host leads nowhere, and the upload succeeds', async () => {
  const page = `https://exampl${'KiB'.repeat(5_462)}.com`;
  const form = signForm({
    ...good,
    fields: [...fields, ['success_action_redirect', page]],
    conditions: [...conditions, ['starts-with', '$success_action_redirect', 'https://']],
  });
  const { status, headers } = await sendForm(server, Bucket, form);
  assert.deepEqual([status, headers.location?.includes('KiB')], [201, false]);
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'user/eric/photo' }));
});

describe('CVE-2026-27607, CVE-2023-28434: each condition of a form holds', () => {
  for (const [name, changed] of [
    ['another key', withField('key', 'user/ann/photo')],
    ['a key that leads out', withField('key', 'user/eric')],
    ['another content type', withField('Content-Type', 'text/html')],
    ['no content type', withField('Content-Type', undefined)],
    ['other metadata', withField('x-amz-meta-tag', 'red')],
    ['no metadata', withField('x-amz-meta-tag', undefined)],
    ['another status', withField('success_action_status', '303')],
    ['an ACL that nobody signed', withField('acl', 'public-read')],
    ['metadata that nobody signed', withField('x-amz-meta-more', '1')],
    ['a redirect that nobody signed', withField('success_action_redirect', 'https://a.example/')],
    ['a storage class that nobody signed', withField('x-amz-storage-class', 'GLACIER')],
    ['tags that nobody signed', withField('tagging', '<Tagging/>')],
    ['a copy source that nobody signed', withField('x-amz-copy-source', `/${other}/secret`)],
    ['a retention that nobody signed', withField('x-amz-object-lock-mode', 'COMPLIANCE')],
  ] as const) {
    test(`${name} is 403`, () => refuses(signForm({ ...good, fields: changed }), 'AccessDenied'));
  }

  test('a file that is too small or too large is 400', async () => {
    await refuses(signForm(good), 'EntityTooSmall', 400, '');
    await refuses(signForm(good), 'EntityTooLarge', 400, 'x'.repeat(11));
  });

  test('a policy that has expired is 403', () =>
    refuses(signForm({ ...good, expiresInMs: -1_000 }), 'AccessDenied'));

  test("another bucket's policy is 403, whatever the field says", async () => {
    await refuses(signForm({ ...good, bucket: other }), 'AccessDenied');
    const field = withField('bucket', other);
    await refuses(signForm({ ...good, bucket: other, fields: field }), 'AccessDenied');
  });

  test('a policy that speaks of nothing but the key covers no proof and no bucket', () =>
    refuses(signForm({ ...good, bare: true }), 'AccessDenied'));

  test('a form that meets all of them is stored', async () => {
    const answer = await sendForm(server, Bucket, signForm(good), 'file');
    assert.equal(answer.status, 201, answer.text);
    const Key = 'user/eric/photo';
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    assert.equal(await Body?.transformToString(), 'file');
  });
});

/** A new form for a key of its own; nothing may be stored under it. */
const fresh = { fields: [['key', 'fresh']] as const, conditions: [{ key: 'fresh' }] };

async function refusesFresh(form: Form, status: number, code: string): Promise<void> {
  const answer = await sendForm(server, Bucket, form);
  assert.deepEqual([answer.status, errorCode(answer)], [status, code], answer.text);
  await isMissing('fresh');
}

describe('CVE-2021-21362: a form is its signer, and no more than its signer may', () => {
  const signedBy = async (...statements: readonly Statement[]) => {
    const { credentials } = await createUser(iam, ...statements);
    return signForm({ ...good, ...fresh, credentials });
  };

  test('who may not put objects may not by a form', async () => {
    await refusesFresh(await signedBy(), 403, 'AccessDenied');
    const elsewhere = allow('s3:PutObject', `arn:aws:s3:::${Bucket}/other`);
    await refusesFresh(await signedBy(elsewhere), 403, 'AccessDenied');
  });

  test('a Deny holds for forms, and may speak of them', async () => {
    const all = allow('s3:*', '*');
    await refusesFresh(await signedBy(all, deny('s3:PutObject', '*')), 403, 'AccessDenied');
    const Condition = { StringEquals: { 's3:authType': 'POST' } };
    const byForm = { ...deny('s3:PutObject', '*'), Condition };
    await refusesFresh(await signedBy(all, byForm), 403, 'AccessDenied');
  });

  test('an unknown key, a wrong secret and a changed policy are 403', async () => {
    const form = signForm({ ...good, ...fresh });
    const unknown = { ...server.root, accessKeyId: 'AKIAUNKNOWNUNKNOWNUN' };
    const byUnknown = signForm({ ...good, ...fresh, credentials: unknown });
    await refusesFresh(byUnknown, 403, 'InvalidAccessKeyId');
    const wrong = { ...server.root, secretAccessKey: 'wrong' };
    const byWrong = signForm({ ...good, ...fresh, credentials: wrong });
    await refusesFresh(byWrong, 403, 'SignatureDoesNotMatch');
    const open = Buffer.from(
      '{"expiration":"2099-01-01T00:00:00Z","conditions":[["starts-with","$key",""]]}',
    );
    const changed = withField('policy', open.toString('base64'), form);
    await refusesFresh(changed, 403, 'SignatureDoesNotMatch');
  });

  for (const name of [
    'x-amz-algorithm',
    'x-amz-credential',
    'x-amz-date',
    'policy',
    'x-amz-signature',
  ]) {
    test(`a form without ${name}, or with it twice, is 400`, async () => {
      const form = signForm({ ...good, ...fresh });
      await refusesFresh(withField(name, undefined, form), 400, 'InvalidArgument');
      const twice = form.flatMap((field) => (field[0] === name ? [field, field] : [field]));
      await refusesFresh(twice, 400, 'MalformedPOSTRequest');
    });
  }

  test('a form of another service or day is 400', async () => {
    const form = signForm({ ...good, ...fresh });
    const credential = String(form.find(([name]) => name === 'x-amz-credential')?.[1]);
    for (const changed of [
      credential.replace('/s3/', '/iam/'),
      credential.replace(/\/\d{8}\//, '/20200101/'),
      credential.replace('aws4_request', 'aws5_request'),
      credential.replace(/^[^/]+/, ''),
    ]) {
      await refusesFresh(withField('x-amz-credential', changed, form), 400, 'InvalidArgument');
    }
  });

  test('a form of version 2 is held to the same: a wrong secret, an unknown key, no policy', async () => {
    const document = {
      expiration: '2099-01-01T00:00:00Z',
      conditions: [{ bucket: Bucket }, { key: 'fresh' }],
    };
    const policy = Buffer.from(JSON.stringify(document)).toString('base64');
    const signature = (secret: string) =>
      createHmac('sha1', secret).update(policy).digest('base64');
    const form = (id: string, secret: string): Form => [
      ...fresh.fields,
      ['AWSAccessKeyId', id],
      ['policy', policy],
      ['signature', signature(secret)],
    ];
    const { accessKeyId, secretAccessKey } = server.root;
    await refusesFresh(form(accessKeyId, 'wrong'), 403, 'SignatureDoesNotMatch');
    await refusesFresh(form(accessKeyId, ''), 403, 'SignatureDoesNotMatch');
    await refusesFresh(form('AKIAUNKNOWNUNKNOWNUN', ''), 403, 'InvalidAccessKeyId');
    const right = form(accessKeyId, secretAccessKey);
    await refusesFresh(withField('policy', undefined, right), 400, 'InvalidArgument');
    await refusesFresh(withField('AWSAccessKeyId', undefined, right), 400, 'InvalidArgument');
    await refusesFresh([...right, ...signForm(good).slice(4)], 400, 'MalformedPOSTRequest');
  });

  test('a form without any proof is anonymous, and 403', () =>
    refusesFresh(fresh.fields, 403, 'AccessDenied'));

  test('a form beside an Authorization header is 400', async () => {
    const headers = { authorization: 'AWS a:b' };
    const answer = await sendForm(server, Bucket, signForm({ ...good, ...fresh }), 'x', headers);
    assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidArgument'], answer.text);
    await isMissing('fresh');
  });
});
