import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ServiceError } from '../../operation/errors.ts';
import type { WireRequest } from '../../operation/request.ts';
import { type AuthenticateOptions, authenticate } from '../authenticate.ts';
import { documentedCredential, requestFixture } from '../request-fixture.ts';
import { stringsToSign } from './string-to-sign.ts';
import { signV2 } from './verify.ts';

const secret = documentedCredential.secretAccessKey;
const options: AuthenticateOptions = { service: 's3', region: 'us-east-1' };

function authenticated(request: WireRequest, virtualHostBucket?: string) {
  const proof = authenticate(
    request,
    (id) =>
      id === documentedCredential.accessKeyId
        ? { kind: 'found', credential: documentedCredential }
        : { kind: 'unknown' },
    { ...options, virtualHostBucket },
  );
  assert.ok(!(proof instanceof Promise));
  return proof;
}

function refusal(request: WireRequest, virtualHostBucket?: string): ServiceError {
  try {
    authenticated(request, virtualHostBucket);
  } catch (error) {
    assert.ok(error instanceof ServiceError, String(error));
    return error;
  }
  assert.fail('the request was accepted');
}

const host = 'awsexamplebucket1.us-west-1.s3.amazonaws.com';

/** The example requests of "Signing and authenticating REST requests", with their signatures. */
const examples = [
  {
    name: 'Object GET',
    method: 'GET',
    url: '/photos/puppy.jpg',
    date: 'Tue, 27 Mar 2007 19:36:42 +0000',
    headers: { host },
    signature: 'qgk2+6Sv9/oM7G3qLEjTH1a1l1g=',
  },
  {
    name: 'Object PUT',
    method: 'PUT',
    url: '/photos/puppy.jpg',
    date: 'Tue, 27 Mar 2007 21:15:45 +0000',
    headers: { host, 'content-type': 'image/jpeg', 'content-length': '94328' },
    signature: 'iqRzw+ileNPu1fhspnRs8nOjjIA=',
  },
  {
    name: 'List',
    method: 'GET',
    url: '/?prefix=photos&max-keys=50&marker=puppy',
    date: 'Tue, 27 Mar 2007 19:42:41 +0000',
    headers: { host, 'user-agent': 'Mozilla/5.0' },
    signature: 'm0WP8eCtspQl5Ahe6L1SozdX9YA=',
  },
  {
    name: 'Fetch of the access control policy',
    method: 'GET',
    url: '/?acl',
    date: 'Tue, 27 Mar 2007 19:44:46 +0000',
    headers: { host },
    signature: '82ZHiFIjc+WbcwFKGUVEQspPn+0=',
  },
] as const;

describe("the examples of S3's documentation of Signature Version 2", () => {
  for (const { name, method, url, date, headers, signature } of examples) {
    test(`${name} is accepted`, () => {
      const authorization = `AWS AKIAIOSFODNN7EXAMPLE:${signature}`;
      const request = requestFixture({
        method,
        url,
        headers: { ...headers, date, authorization },
        nowMs: Date.parse(date),
      });
      const { caller } = authenticated(request, 'awsexamplebucket1');
      assert.equal(caller.authentication.signatureVersion, 'AWS');
      assert.equal(refusal(request, 'otherbucket').code, 'SignatureDoesNotMatch');
    });
  }

  test('the string of Upload folds metadata and keeps the order of names', () => {
    const request = requestFixture({
      method: 'PUT',
      url: '/db-backup.dat.gz',
      headers: [
        ...['Host', 'static.example.com:8080', 'Date', 'Tue, 27 Mar 2007 21:06:08 +0000'],
        ...['x-amz-acl', 'public-read', 'content-type', 'application/x-download'],
        ...['Content-MD5', '4gJE4saaMU4BqNR0kLY+lw=='],
        ...[
          'X-Amz-Meta-ReviewedBy',
          'joe@example.com',
          'X-Amz-Meta-ReviewedBy',
          'jane@example.com',
        ],
        ...['X-Amz-Meta-FileChecksum', '0x02661779', 'X-Amz-Meta-ChecksumAlgorithm', 'crc32'],
      ],
      nowMs: 0,
    });
    assert.deepEqual(stringsToSign(request, 'static.example.com', undefined), [
      'PUT\n4gJE4saaMU4BqNR0kLY+lw==\napplication/x-download\nTue, 27 Mar 2007 21:06:08 +0000\nx-amz-acl:public-read\nx-amz-meta-checksumalgorithm:crc32\nx-amz-meta-filechecksum:0x02661779\nx-amz-meta-reviewedby:joe@example.com,jane@example.com\n/static.example.com/db-backup.dat.gz',
    ]);
  });
});

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);
const date = new Date(nowMs).toUTCString();

function signed(url: string, stringToSign: string, headers: Record<string, string> = {}) {
  const authorization = `AWS AKIAIOSFODNN7EXAMPLE:${signV2(secret, stringToSign)}`;
  return requestFixture({ url, headers: { host: 'h', date, authorization, ...headers }, nowMs });
}

describe('a SigV2 header', () => {
  test('for a bucket may be signed with a slash at the end that was not sent', () => {
    authenticated(signed('/bucket', `GET\n\n\n${date}\n/bucket/`));
    authenticated(signed('/bucket', `GET\n\n\n${date}\n/bucket`));
    authenticated(signed('/bucket?acl', `GET\n\n\n${date}\n/bucket/?acl`));
  });

  test('covers sub-resources in the order of their names, and no other parameters', () => {
    const path = '/b/k?uploadId=x%2Fy&partNumber=3&prefix=z&response-expires=a%20b';
    const text = `GET\n\n\n${date}\n/b/k?partNumber=3&response-expires=a b&uploadId=x/y`;
    authenticated(signed(path, text));
    assert.equal(
      refusal(signed(path.replace('partNumber=3', 'partNumber=4'), text)).code,
      'SignatureDoesNotMatch',
    );
  });

  test('for one operation cannot be made one for another by a parameter', () => {
    for (const name of ['acl', 'retention', 'publicAccessBlock', 'attributes', 'tagging']) {
      const error = refusal(signed(`/b/k?${name}`, `GET\n\n\n${date}\n/b/k`));
      assert.equal(error.code, 'SignatureDoesNotMatch');
    }
  });

  test('with x-amz-date leaves the place of the date empty', () => {
    const headers = { 'x-amz-date': date };
    authenticated(signed('/b/k', `GET\n\n\n\nx-amz-date:${date}\n/b/k`, headers));
  });

  test('covers every x-amz header, so that none can be added', () => {
    const error = refusal(signed('/b/k', `GET\n\n\n${date}\n/b/k`, { 'x-amz-acl': 'public-read' }));
    assert.equal(error.code, 'SignatureDoesNotMatch');
    assert.deepEqual(Object.keys(error.fields), [
      'AWSAccessKeyId',
      'StringToSign',
      'SignatureProvided',
      'StringToSignBytes',
    ]);
  });

  for (const [what, headers, code, status] of [
    ['that is garbage', { authorization: 'AWS HAHAHA' }, 'InvalidArgument', 400],
    [
      'of an unknown key',
      { authorization: 'AWS AKIAIGR7ZNNBHC5BKSUB:FWeDfwojDSdS2Ztmpfeubhd9isU=' },
      'InvalidAccessKeyId',
      403,
    ],
    ['with a bad date', { 'x-amz-date': 'Bad Date' }, 'AccessDenied', 403],
    ['with an empty date', { 'x-amz-date': '' }, 'AccessDenied', 403],
    [
      'of before today',
      { 'x-amz-date': 'Tue, 07 Jul 2010 21:53:04 GMT' },
      'RequestTimeTooSkewed',
      403,
    ],
    [
      'of after today',
      { 'x-amz-date': 'Tue, 07 Jul 2030 21:53:04 GMT' },
      'RequestTimeTooSkewed',
      403,
    ],
    ['of before the epoch', { 'x-amz-date': 'Tue, 07 Jul 1950 21:53:04 GMT' }, 'AccessDenied', 403],
    [
      'of the year 9999',
      { 'x-amz-date': 'Tue, 07 Jul 9999 21:53:04 GMT' },
      'RequestTimeTooSkewed',
      403,
    ],
  ] as const) {
    test(`${what} is ${status} ${code}`, () => {
      const error = refusal(signed('/b/k', `GET\n\n\n${date}\n/b/k`, headers));
      assert.equal(error.code, code);
      assert.equal(error.status, status);
    });
  }
});

describe('a SigV2 query string', () => {
  const expires = String(nowMs / 1000 + 60);
  const query = (text: string, expiry = expires, more = '') =>
    requestFixture({
      url: `/b/k?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=${expiry}&Signature=${encodeURIComponent(signV2(secret, text))}${more}`,
      headers: { host: 'h' },
      nowMs,
    });

  test('is accepted until it expires', () => {
    const good = query(`GET\n\n\n${expires}\n/b/k`);
    assert.equal(authenticated(good).caller.authentication.method, 'query');
    const late = refusal({ ...good, receivedAtMs: nowMs + 60_000 });
    assert.equal(late.message, 'Request has expired');
    assert.equal(late.fields.Expires, '2026-01-02T03:05:05Z');
  });

  test('may carry x-amz parameters, which are signed like headers', () => {
    const text = `GET\n\n\n${expires}\nx-amz-acl:private\n/b/k`;
    authenticated(query(text, expires, '&x-amz-acl=private'));
    assert.equal(
      refusal(query(text, expires, '&x-amz-acl=public-read')).code,
      'SignatureDoesNotMatch',
    );
  });

  test('without all three parameters, or with an odd expiry, is refused', () => {
    assert.equal(refusal(query('', '')).code, 'AccessDenied');
    assert.match(refusal(query('', 'soon')).message, /^Invalid date/);
    assert.equal(refusal(query('', '-7')).message, 'Request has expired');
    const half = requestFixture({ url: '/b/k?Signature=abc', headers: { host: 'h' }, nowMs });
    assert.match(refusal(half).message, /requires the Signature, Expires and AWSAccessKeyId/);
  });
});
