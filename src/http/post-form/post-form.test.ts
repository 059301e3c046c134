import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CredentialLookup } from '../../identity/caller.ts';
import { ServiceError } from '../../operation/errors.ts';
import { authenticateForm } from '../authenticate.ts';
import { documentedCredential, requestFixture } from '../request-fixture.ts';
import { signV2 } from '../sigv2/verify.ts';
import { readPostForm } from './post-form.ts';
import { checkPostPolicy, parsePostPolicy } from './post-policy.ts';

const nowMs = Date.UTC(2015, 11, 29, 12);
const resolve = (id: string): CredentialLookup =>
  id === documentedCredential.accessKeyId
    ? { kind: 'found', credential: documentedCredential }
    : { kind: 'unknown' };

/** How a form writes the place of the file's name. */
const fileNameHere = ['$', '{filename}'].join('');

type Fields = Readonly<Record<string, string | undefined>>;

function encode(fields: Fields, file: string | undefined, fileName = 'C:\\photos\\me.jpg'): string {
  let body = '';
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    body += `--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  }
  if (file !== undefined) {
    body += `--XX\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: image/jpeg\r\n\r\n${file}\r\n`;
  }
  return `${body}--XX--\r\n`;
}

function formRequest(
  wire: string,
  pieceBytes = 1_000_000,
  type = 'multipart/form-data; boundary=XX',
) {
  const bytes = Buffer.from(wire);
  const pieces: Buffer[] = [];
  for (let i = 0; i < bytes.length; i += pieceBytes) pieces.push(bytes.subarray(i, i + pieceBytes));
  return requestFixture({
    method: 'POST',
    url: '/bucket',
    headers: { host: 'h', 'content-type': type },
    nowMs,
    body: pieces,
  });
}

/** The whole way of an upload, up to where the handler takes over. */
async function upload(wire: string, pieceBytes?: number, type?: string) {
  const request = formRequest(wire, pieceBytes, type);
  const form = await readPostForm(request);
  const caller = await authenticateForm(request, form.fields, resolve, 'us-east-1');
  const policyText = form.fields.get('policy');
  const policy = policyText === undefined ? undefined : parsePostPolicy(policyText);
  if (policy !== undefined) checkPostPolicy(policy, form.fields, 'bucket', nowMs);
  const stream = form.open({ maxBytes: 1e9, wantMd5: true }, policy?.range);
  const pieces: Uint8Array[] = [];
  for await (const piece of stream.chunks()) pieces.push(piece);
  return { form, caller, digest: await stream.finish(), file: Buffer.concat(pieces).toString() };
}

async function refusal(wire: string, type?: string): Promise<ServiceError> {
  const error: unknown = await upload(wire, undefined, type).then(
    () => undefined,
    (thrown) => thrown,
  );
  assert.ok(error instanceof ServiceError, String(error));
  return error;
}

const policyOf = (document: unknown) => Buffer.from(JSON.stringify(document)).toString('base64');
const conditions = [
  { bucket: 'bucket' },
  ['starts-with', '$key', 'user/'],
  { acl: 'private' },
  ['StArTs-WiTh', '$CoNtEnT-TyPe', 'image/'],
  ['content-length-range', 2, 10],
];
const goodDocument = { expiration: '2015-12-30T12:00:00.000Z', conditions };

/** A form signed by SigV2 for a policy. */
function signedForm(document: unknown = goodDocument, more: Fields = {}): Fields {
  const policy = typeof document === 'string' ? document : policyOf(document);
  return {
    kEy: `user/${fileNameHere}`,
    acl: 'private',
    'Content-Type': 'image/jpeg',
    AWSAccessKeyId: documentedCredential.accessKeyId,
    policy,
    signature: signV2(documentedCredential.secretAccessKey, policy),
    ...more,
  };
}

describe("a browser's upload", () => {
  test('is read wherever the pieces of the wire end', async () => {
    const file = 'a\r\n--X\r\n--XY';
    const wire = encode({ key: 'user/a' }, file);
    for (let size = 1; size < 80; size++) {
      const uploaded = await upload(wire, size);
      assert.equal(uploaded.file, file);
      assert.equal(uploaded.form.fields.get('key'), 'user/a');
      assert.equal(uploaded.form.fileType, 'image/jpeg');
    }
  });

  test('without a signature is anonymous', async () => {
    const { caller } = await upload(encode({ key: 'a' }, 'data'));
    assert.equal(caller.principal.kind, 'anonymous');
  });

  test('signed by SigV2 is its signer’s, with the file’s name in its key', async () => {
    const { caller, form, digest } = await upload(encode(signedForm(), 'data'));
    assert.equal(caller.credential?.accessKeyId, documentedCredential.accessKeyId);
    assert.equal(caller.authentication.method, 'post-form');
    assert.equal(form.fields.get('key'), 'user/me.jpg');
    assert.equal(digest.sizeBytes, 4);
  });

  test('has fields after its file ignored', async () => {
    const wire = encode({ key: 'a' }, 'data').replace('--XX--', '--XX\r\nContent-Disposition: x');
    assert.equal((await upload(wire)).file, 'data');
  });

  test('is verified against the checksum in its fields', async () => {
    const good = { key: 'a', 'x-amz-checksum-crc32': 'y/Q5Jg==' };
    assert.equal((await upload(encode(good, '123456789'))).digest.checksum?.value, 'y/Q5Jg==');
    assert.equal((await refusal(encode(good, '123456780'))).code, 'BadDigest');
  });

  test('of another content type is 412', async () => {
    const error = await refusal('x', 'application/x-www-form-urlencoded');
    assert.equal(error.status, 412);
  });

  for (const [what, wire, code] of [
    ['without a file', encode({ key: 'a' }, undefined), 'IncorrectNumberOfFilesInPostRequest'],
    ['cut off in a field', encode({ key: 'a' }, 'data').slice(0, 40), 'MalformedPOSTRequest'],
    ['cut off in its file', encode({ key: 'a' }, 'data').slice(0, -10), 'MalformedPOSTRequest'],
    ['that is empty', '', 'MalformedPOSTRequest'],
    ['with a field twice', encode({ key: 'a', KEY: 'b' }, 'data'), 'MalformedPOSTRequest'],
    [
      'with a part that has no name',
      '--XX\r\nContent-Disposition: form-data\r\n\r\n\r\n--XX--',
      'MalformedPOSTRequest',
    ],
    [
      'with 21 KB of fields',
      encode({ key: 'a'.repeat(21_000) }, 'data'),
      'MaxPostPreDataLengthExceededError',
    ],
    [
      'with 30 KB before its first boundary',
      'a'.repeat(30_000),
      'MaxPostPreDataLengthExceededError',
    ],
  ] as const) {
    test(`${what} is refused`, async () => assert.equal((await refusal(wire)).code, code));
  }
});

describe('the policy of a form', () => {
  const changed = (change: object) => signedForm({ ...goodDocument, ...change });
  const withConditions = (...more: unknown[]) => changed({ conditions: [...conditions, ...more] });
  for (const [what, fields, code, message] of [
    [
      'another key',
      signedForm(goodDocument, { kEy: 'other/a' }),
      'AccessDenied',
      /Policy Condition failed: \["starts-with", "\$key", "user\/"\]$/,
    ],
    [
      'another acl',
      signedForm(goodDocument, { acl: 'public-read' }),
      'AccessDenied',
      /Condition failed: \["eq", "\$acl", "private"\]$/,
    ],
    [
      'another type',
      signedForm(goodDocument, { 'Content-Type': 'text/html' }),
      'AccessDenied',
      /Condition failed/,
    ],
    [
      'a missing field',
      signedForm(goodDocument, { acl: undefined }),
      'AccessDenied',
      /Condition failed/,
    ],
    [
      'a field that it does not speak of',
      signedForm(goodDocument, { 'x-amz-meta-a': 'b' }),
      'AccessDenied',
      /Extra input fields: x-amz-meta-a$/,
    ],
    [
      'another bucket',
      changed({ conditions: [{ bucket: 'other' }, ...conditions.slice(1)] }),
      'AccessDenied',
      /\["eq", "\$bucket", "other"\]$/,
    ],
    [
      'any bucket',
      changed({ conditions: conditions.slice(1) }),
      'AccessDenied',
      /Extra input fields: bucket$/,
    ],
    [
      'a bucket in a field only',
      signedForm(goodDocument, { bucket: 'bucket', acl: 'x' }),
      'AccessDenied',
      /acl/,
    ],
    [
      'the time after it',
      changed({ expiration: '2015-12-29T12:00:00Z' }),
      'AccessDenied',
      /Policy expired/,
    ],
    ['a field with another value', withConditions(['eq', '$x-amz-meta-a', '']), 'ok', /./],
    [
      'no time that is one',
      changed({ expiration: '2015-12-30 12:00:00' }),
      'InvalidPolicyDocument',
      /Invalid 'expiration' value/,
    ],
    ['no expiration', signedForm({ conditions }), 'InvalidPolicyDocument', /missing expiration/],
    [
      'EXPIRATION',
      signedForm({ EXPIRATION: goodDocument.expiration, conditions }),
      'InvalidPolicyDocument',
      /Unexpected: 'EXPIRATION'/,
    ],
    [
      'no conditions',
      signedForm({ expiration: goodDocument.expiration }),
      'InvalidPolicyDocument',
      /missing conditions/,
    ],
    [
      'an empty list of conditions',
      changed({ conditions: [] }),
      'InvalidPolicyDocument',
      /Conditions list/,
    ],
    [
      'a range with one end',
      withConditions(['content-length-range', 0]),
      'InvalidPolicyDocument',
      /Invalid Condition/,
    ],
    [
      'a range below zero',
      withConditions(['content-length-range', -1, 0]),
      'InvalidPolicyDocument',
      /content-length-range/,
    ],
    [
      'two properties in one condition',
      withConditions({ a: 'b', c: 'd' }),
      'InvalidPolicyDocument',
      /exactly one property/,
    ],
    [
      'an operator that is none',
      withConditions(['ends-with', '$key', 'a']),
      'InvalidPolicyDocument',
      /Invalid Condition/,
    ],
    ['no JSON', signedForm('bm90IGpzb24='), 'InvalidPolicyDocument', /Invalid JSON/],
    [
      'a wrong signature',
      signedForm(goodDocument, { signature: 'AAAA' }),
      'SignatureDoesNotMatch',
      /./,
    ],
    [
      'an unknown key',
      signedForm(goodDocument, { AWSAccessKeyId: 'foo' }),
      'InvalidAccessKeyId',
      /./,
    ],
    [
      'no signature',
      signedForm(goodDocument, { signature: undefined }),
      'InvalidArgument',
      /field named 'signature'/,
    ],
    [
      'no policy',
      signedForm(goodDocument, { policy: undefined }),
      'InvalidArgument',
      /field named 'policy'/,
    ],
  ] as const) {
    test(`against ${what} gives ${code}`, async () => {
      const wire = encode(fields, 'data');
      if (code === 'ok') {
        assert.equal((await upload(wire)).file, 'data');
        return;
      }
      const error = await refusal(wire);
      assert.equal(error.code, code, error.message);
      assert.match(error.message, message);
    });
  }

  test('bounds the size of the file', async () => {
    assert.equal((await refusal(encode(signedForm(), 'x'))).code, 'EntityTooSmall');
    const error = await refusal(encode(signedForm(), 'x'.repeat(11)));
    assert.equal(error.code, 'EntityTooLarge');
    assert.deepEqual(error.fields, { ProposedSize: '11', MaxSizeAllowed: '10' });
  });

  test('may escape a dollar, and ignores x-ignore fields', async () => {
    const text = JSON.stringify({
      ...goodDocument,
      conditions: [{ bucket: 'bucket' }, ['starts-with', '$key', 'DOLLAR'], ...conditions.slice(2)],
    }).replace('DOLLAR', '\\$');
    const policy = Buffer.from(text).toString('base64');
    await upload(encode(signedForm(policy, { kEy: '$a', 'x-ignore-b': 'c' }), 'data'));
  });
});

test("the POST example of S3's documentation of Signature Version 4 is accepted", async () => {
  const policy =
    'eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9';
  const fields = {
    key: `user/user1/${fileNameHere}`,
    acl: 'public-read',
    success_action_redirect: 'http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html',
    'Content-Type': 'image/jpeg',
    'x-amz-meta-uuid': '14365123651274',
    'x-amz-server-side-encryption': 'AES256',
    'X-Amz-Credential': 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': '20151229T000000Z',
    'x-amz-meta-tag': '',
    Policy: policy,
    'X-Amz-Signature': '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e',
  };
  const request = formRequest(encode(fields, 'data'));
  const form = await readPostForm(request);
  const caller = await authenticateForm(request, form.fields, resolve, 'us-east-1');
  assert.equal(caller.authentication.signatureVersion, 'AWS4-HMAC-SHA256');
  checkPostPolicy(parsePostPolicy(policy), form.fields, 'sigv4examplebucket', nowMs);
});
