import assert from 'node:assert/strict';
import { createHmac, hash } from 'node:crypto';
import { describe, test } from 'node:test';
import { authenticate, type CredentialResolver } from '../../src/http/authenticate.ts';
import { requestBody } from '../../src/http/body.ts';
import { documentedCredential, requestFixture } from '../../src/http/request-fixture.ts';
import type { CredentialLookup } from '../../src/identity/caller.ts';
import { ServiceError } from '../../src/operation/errors.ts';
import type { WireRequest } from '../../src/operation/request.ts';

const nowMs = Date.UTC(2013, 4, 24);
const s3 = { service: 's3', region: 'us-east-1' } as const;
const known = (id: string): CredentialLookup =>
  id === documentedCredential.accessKeyId
    ? { kind: 'found', credential: documentedCredential }
    : { kind: 'unknown' };

/** Authenticate and read the body to its end: what must have happened before anything is kept. */
async function acceptedBody(
  request: WireRequest,
  resolve: CredentialResolver = known,
): Promise<Buffer> {
  const { bodyCheck } = await authenticate(request, resolve, s3);
  const stream = requestBody(request, bodyCheck).open({ maxBytes: 1e9, wantMd5: true });
  const pieces: Uint8Array[] = [];
  for await (const piece of stream.chunks()) pieces.push(piece);
  await stream.finish();
  return Buffer.concat(pieces);
}

async function refusedAs(
  code: string,
  request: WireRequest,
  resolve: CredentialResolver = known,
): Promise<void> {
  await assert.rejects(acceptedBody(request, resolve), (error) => {
    assert.ok(error instanceof ServiceError, String(error));
    assert.equal(error.code, code, error.message);
    return true;
  });
}

const authorization = (signedHeaders: string, signature: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signedHeaders},Signature=${signature}`;

describe("the upload with a signed trailer of S3's documentation", () => {
  const chunks = [
    [65_536, 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'],
    [1024, '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'],
  ] as const;
  const wire = `${chunks
    .map(
      ([size, sign]) => `${size.toString(16)};chunk-signature=${sign}\r\n${'a'.repeat(size)}\r\n`,
    )
    .join(
      '',
    )}0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n`;
  const trailer = 'x-amz-checksum-crc32c:sOO8/Q==\r\n';
  const trailerSignature =
    'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n';

  const upload = (body: string) =>
    requestFixture({
      method: 'PUT',
      url: '/examplebucket/chunkObject.txt',
      nowMs,
      headers: {
        Host: 's3.amazonaws.com',
        'x-amz-date': '20130524T000000Z',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        'Content-Encoding': 'aws-chunked',
        'x-amz-decoded-content-length': '66560',
        'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
        'x-amz-trailer': 'x-amz-checksum-crc32c',
        Authorization: authorization(
          'content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer',
          '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
        ),
      },
      body: [Buffer.from(body)],
    });

  test('is accepted', async () => {
    const bytes = await acceptedBody(upload(`${wire}${trailer}${trailerSignature}\r\n`));
    assert.equal(bytes.length, 66_560);
  });

  test('is refused with another trailer under the same signature', async () => {
    const other = trailer.replace('sOO8', 'AAAA');
    await refusedAs('SignatureDoesNotMatch', upload(`${wire}${other}${trailerSignature}\r\n`));
  });

  test('is refused with an unsigned trailer, a missing one, or one more', async () => {
    await refusedAs('MalformedTrailerError', upload(`${wire}${trailer}\r\n`));
    await refusedAs('MalformedTrailerError', upload(`${wire}\r\n`));
    await refusedAs(
      'SignatureDoesNotMatch',
      upload(`${wire}x-amz-meta-a:b\r\n${trailer}${trailerSignature}\r\n`),
    );
  });

  test('is refused when its end is cut off', async () => {
    await refusedAs('IncompleteBody', upload(wire));
    await refusedAs('IncompleteBody', upload(`${wire}${trailer}${trailerSignature}`));
  });
});

/** A well-signed request of today; `tamper` changes it after signing. */
function signed(
  parts: {
    readonly method?: string;
    readonly path?: string;
    readonly query?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  },
  tamper: {
    readonly url?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = {},
): WireRequest {
  const { method = 'PUT', path = '/b/k', query = '', body = 'data' } = parts;
  const headers: Record<string, string> = {
    host: 'h',
    'x-amz-content-sha256': hash('sha256', body),
    'x-amz-date': '20130524T000000Z',
    ...parts.headers,
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = `${method}\n${path}\n${query}\n${lines}\n${names.join(';')}\n${headers['x-amz-content-sha256']}`;
  const scope = '20130524/us-east-1/s3/aws4_request';
  const text = `AWS4-HMAC-SHA256\n20130524T000000Z\n${scope}\n${hash('sha256', canonical)}`;
  let key: Buffer = Buffer.from(`AWS4${documentedCredential.secretAccessKey}`);
  for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest();
  const signature = createHmac('sha256', key).update(text).digest('hex');
  const sent = tamper.body ?? body;
  return requestFixture({
    method,
    url: tamper.url ?? (query === '' ? path : `${path}?${query}`),
    nowMs,
    headers: {
      'content-length': String(sent.length),
      ...headers,
      authorization: authorization(names.join(';'), signature),
      ...tamper.headers,
    },
    body: [Buffer.from(sent)],
  });
}

describe('a good signature', () => {
  test('is good', async () => {
    assert.equal((await acceptedBody(signed({}))).toString(), 'data');
    await acceptedBody(signed({ path: '/b/a%20b//..', query: 'a=1&b=%2F' }));
  });

  for (const [what, code, request] of [
    ['another body', 'XAmzContentSHA256Mismatch', signed({}, { body: 'dada' })],
    ['another path', 'SignatureDoesNotMatch', signed({}, { url: '/b/other' })],
    ['a path with `..`', 'SignatureDoesNotMatch', signed({}, { url: '/b/x/../k' })],
    ['a doubled slash', 'SignatureDoesNotMatch', signed({}, { url: '/b//k' })],
    ['an added parameter', 'SignatureDoesNotMatch', signed({}, { url: '/b/k?acl' })],
    [
      'a parameter twice',
      'SignatureDoesNotMatch',
      signed({ query: 'a=1' }, { url: '/b/k?a=1&a=1' }),
    ],
    [
      'a doubly encoded path',
      'SignatureDoesNotMatch',
      signed({ path: '/b/a%20b' }, { url: '/b/a%2520b' }),
    ],
    [
      'an added x-amz-copy-source',
      'AccessDenied',
      signed({}, { headers: { 'x-amz-copy-source': '/s/k' } }),
    ],
    ['an added x-amz-acl', 'AccessDenied', signed({}, { headers: { 'x-amz-acl': 'public-read' } })],
    [
      'an added security token',
      'AccessDenied',
      signed({}, { headers: { 'x-amz-security-token': 't' } }),
    ],
    ['another host', 'SignatureDoesNotMatch', signed({}, { headers: { host: 'other' } })],
    [
      'a later date',
      'SignatureDoesNotMatch',
      signed({}, { headers: { 'x-amz-date': '20130524T000001Z' } }),
    ],
    [
      'UNSIGNED-PAYLOAD instead of its hash',
      'SignatureDoesNotMatch',
      signed({}, { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }),
    ],
    [
      'a second credential in the query',
      'InvalidArgument',
      signed({}, { url: '/b/k?AWSAccessKeyId=a&Signature=b&Expires=1' }),
    ],
  ] as const) {
    test(`does not cover ${what}`, () => refusedAs(code, request));
  }

  test('covers the same path and query in another spelling', async () => {
    await acceptedBody(signed({ path: '/b/a~b' }, { url: '/b/a%7eb' }));
    await acceptedBody(signed({ path: '/b/%C3%A9' }, { url: '/b/%c3%a9' }));
    await acceptedBody(signed({ query: 'a=1&b=2' }, { url: '/b/k?b=2&a=1' }));
    await acceptedBody(signed({ query: 'acl=' }, { url: '/b/k?acl' }));
    await acceptedBody(
      signed({ headers: { 'x-amz-meta-a': 'b c' } }, { headers: { 'x-amz-meta-a': 'b   c' } }),
    );
  });
});

describe('session tokens', () => {
  const temporary = { ...documentedCredential, kind: 'temporary' } as const;
  /** As identity does it: the token must be the one that came with the key. */
  const resolve = (_id: string, token: string | undefined): CredentialLookup =>
    token === undefined || token === 'mine'
      ? { kind: 'found', credential: temporary }
      : { kind: token === 'old' ? 'expired-token' : 'invalid-token' };
  const withToken = (token: string) => signed({ headers: { 'x-amz-security-token': token } });

  test('are needed with temporary keys', async () => {
    await acceptedBody(withToken('mine'), resolve);
    await refusedAs('InvalidAccessKeyId', signed({}), resolve);
    await refusedAs('InvalidAccessKeyId', withToken(''), () => ({
      kind: 'found',
      credential: temporary,
    }));
  });

  test('of another session, or of an ended one, are refused', async () => {
    await refusedAs('InvalidToken', withToken('theirs'), resolve);
    await refusedAs('ExpiredToken', withToken('old'), resolve);
  });

  test('with a long-term key are refused', () => refusedAs('InvalidToken', withToken('any')));
});

describe('keys that prove nothing', () => {
  for (const [what, lookup] of [
    ['unknown', { kind: 'unknown' }],
    ['inactive', { kind: 'inactive' }],
    [
      'of an empty secret',
      { kind: 'found', credential: { ...documentedCredential, secretAccessKey: '' } },
    ],
  ] as const) {
    test(`${what} are 403 whatever the signature`, () =>
      refusedAs('InvalidAccessKeyId', signed({}), () => lookup));
  }

  test('never show a secret in an error', async () => {
    const error: unknown = await acceptedBody(signed({}, { url: '/b/x' })).catch((e) => e);
    assert.ok(error instanceof ServiceError);
    const text = JSON.stringify({ ...error, message: error.message, stack: error.stack });
    assert.doesNotMatch(text, /wJalrXUtnFEMI/);
  });
});
