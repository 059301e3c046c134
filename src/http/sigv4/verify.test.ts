import assert from 'node:assert/strict';
import { createHash, createHmac, hash } from 'node:crypto';
import { describe, test } from 'node:test';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { ServiceError } from '../../operation/errors.ts';
import { type AuthenticateOptions, authenticate } from '../authenticate.ts';
import { parseQuery } from '../query-string.ts';
import { documentedCredential, requestFixture } from '../request-fixture.ts';
import { canonicalPath, canonicalQuery } from './canonical-request.ts';
import { HmacKey, sameSignature } from './signing-key.ts';

const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5);
const s3: AuthenticateOptions = { service: 's3', region: 'us-east-1' };

class Sha256 {
  readonly #hash;
  constructor(key?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(key));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}

function signer(service: string, region = 'us-east-1') {
  return new SignatureV4({
    service,
    region,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    applyChecksum: service === 's3',
    credentials: {
      accessKeyId: documentedCredential.accessKeyId,
      secretAccessKey: documentedCredential.secretAccessKey,
    },
  });
}

interface Message {
  readonly method: string;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

function onTheWire(message: Message, headers: Record<string, string>, query = message.query) {
  const search = Object.entries(query)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return requestFixture({
    method: message.method,
    url: search === '' ? message.path : `${message.path}?${search}`,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        Buffer.from(value, 'utf8').toString('latin1'),
      ]),
    ),
    nowMs,
  });
}

function accepted(request: ReturnType<typeof requestFixture>, options = s3) {
  const proof = authenticate(
    request,
    () => ({ kind: 'found', credential: documentedCredential }),
    options,
  );
  assert.ok(!(proof instanceof Promise));
  return proof;
}

const anyKey = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
const anyMessage = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD'),
  path: anyKey.map((key) => `/bucket/${key.split('/').map(strictEncode).join('/')}`),
  query: fc.dictionary(fc.string({ minLength: 1, maxLength: 9 }), fc.string({ maxLength: 9 }), {
    maxKeys: 4,
  }),
  meta: fc.string({ unit: fc.constantFrom('a', 'é', ' ', ':', '漢', '"', ','), maxLength: 9 }),
});

function strictEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

describe("what the AWS SDK's signer signs", () => {
  test('is accepted in the header, for any key, query and metadata', async () => {
    await fc.assert(
      fc.asyncProperty(anyMessage, async ({ meta, ...rest }) => {
        fc.pre(
          // The SDK keeps names in an object, which loses the last of these.
          !Object.keys(rest.query).some((name) =>
            /^(x-amz-|signature|awsaccess|__proto__$)/i.test(name),
          ),
        );
        const message: Message = {
          ...rest,
          headers: { host: 'localhost:9000', 'x-amz-meta-note': meta.trim() },
        };
        const signed = await signer('s3').sign(
          { protocol: 'http:', hostname: 'localhost', ...message },
          { signingDate: new Date(nowMs) },
        );
        accepted(onTheWire(message, signed.headers));
      }),
      { numRuns: 300 },
    );
  });

  test('is accepted in the query string', async () => {
    await fc.assert(
      fc.asyncProperty(anyMessage, async ({ meta: _, ...rest }) => {
        fc.pre(
          // The SDK keeps names in an object, which loses the last of these.
          !Object.keys(rest.query).some((name) =>
            /^(x-amz-|signature|awsaccess|__proto__$)/i.test(name),
          ),
        );
        const message: Message = {
          ...rest,
          headers: { host: 'localhost:9000', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
        };
        const signed = await signer('s3').presign(
          { protocol: 'http:', hostname: 'localhost', ...message },
          { signingDate: new Date(nowMs), expiresIn: 60 },
        );
        const query: Record<string, string> = {};
        for (const [name, value] of Object.entries(signed.query ?? {})) {
          if (typeof value === 'string') query[name] = value;
        }
        accepted(onTheWire(message, signed.headers, query));
      }),
      { numRuns: 200 },
    );
  });

  test('is accepted for IAM and STS in any region, with the hash of the body', async () => {
    for (const [service, region] of [
      ['iam', 'us-east-1'],
      ['sts', 'eu-central-1'],
    ] as const) {
      const body = 'Action=GetUser&Version=2010-05-08';
      const message: Message = {
        method: 'POST',
        path: '/',
        query: {},
        headers: { host: 'localhost:9000', 'content-type': 'application/x-www-form-urlencoded' },
        body,
      };
      const signed = await signer(service, region).sign(
        { protocol: 'http:', hostname: 'localhost', ...message },
        { signingDate: new Date(nowMs) },
      );
      const request = onTheWire(message, signed.headers);
      const options: AuthenticateOptions = {
        service,
        region: 'us-east-1',
        bodySha256: hash('sha256', body),
      };
      const { caller, bodyCheck } = accepted(request, options);
      assert.equal(caller.authentication.scopeRegion, region);
      assert.deepEqual(bodyCheck, { kind: 'verified' });
      const other = { ...options, bodySha256: hash('sha256', `${body}&UserName=root`) };
      assert.throws(
        () => accepted(request, other),
        (error) => error instanceof ServiceError && error.code === 'SignatureDoesNotMatch',
      );
    }
  });
});

/** Sign as a client does that leaves the region out, or names the date in the old form. */
function signByHand(region: string, service: string, dateHeader: readonly [string, string]) {
  const [dateName, dateValue] = dateHeader;
  const sha256 = hash('sha256', '');
  const names = [dateName, 'host', 'x-amz-content-sha256'].sort();
  const headers: Record<string, string> = {
    host: 'localhost:9000',
    'x-amz-content-sha256': sha256,
    [dateName]: dateValue,
  };
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = `GET\n/\n\n${lines}\n${names.join(';')}\n${sha256}`;
  const scope = `20260102/${region}/${service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n20260102T030405Z\n${scope}\n${hash('sha256', canonical)}`;
  let key: Buffer = Buffer.from(`AWS4${documentedCredential.secretAccessKey}`);
  for (const part of scope.split('/')) key = createHmac('sha256', key).update(part).digest();
  const signature = createHmac('sha256', key).update(toSign).digest('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${documentedCredential.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return requestFixture({ url: '/', headers, nowMs });
}

test('an empty region in the scope is accepted for every service', () => {
  const date = ['x-amz-date', '20260102T030405Z'] as const;
  accepted(signByHand('', 's3', date));
  accepted(signByHand('', 'iam', date), {
    service: 'iam',
    region: undefined,
    bodySha256: hash('sha256', ''),
  });
});

test('an RFC 2822 date is accepted, in Date alone or in X-Amz-Date', () => {
  for (const value of ['Fri, 02 Jan 2026 03:04:05 GMT', 'Fri, 02 Jan 2026 04:04:05 +0100']) {
    accepted(signByHand('us-east-1', 's3', ['date', value]));
    accepted(signByHand('us-east-1', 's3', ['x-amz-date', value]));
  }
});

const iam: AuthenticateOptions = {
  service: 'iam',
  region: 'us-east-1',
  bodySha256: hash('sha256', ''),
};
const iamDate = ['x-amz-date', '20260102T030405Z'] as const;
const goodIam = signByHand('us-east-1', 'iam', iamDate);
const changed = (from: string | RegExp, to: string) => {
  const headers = Object.fromEntries(goodIam.headers.entries());
  const authorization = headers.authorization?.replace(from, to) ?? '';
  return requestFixture({ url: '/', headers: { ...headers, authorization }, nowMs });
};
const iamRefusals = [
  [
    'that the signature does not match',
    changed(/Signature=..../, 'Signature=0000'),
    'SignatureDoesNotMatch',
    403,
    /Check your AWS Secret Access Key and signing method/,
  ],
  [
    'that the signature is missing',
    changed(/, Signature=.*/, ''),
    'IncompleteSignature',
    400,
    /^Authorization header requires 'Signature' parameter\. \(Hashed with SHA-256 and encoded with Base64\) Authorization=/,
  ],
  [
    'that the credential is malformed',
    changed('/iam/', '/'),
    'IncompleteSignature',
    400,
    /exactly 5 slash-delimited elements/,
  ],
  [
    'that the service is another',
    changed('/iam/', '/s3/'),
    'SignatureDoesNotMatch',
    403,
    /scoped to correct service: 'iam'/,
  ],
  [
    'that the terminator is another',
    changed('aws4_request', 'aws5_request'),
    'SignatureDoesNotMatch',
    403,
    /valid terminator: 'aws4_request', not 'aws5_request'/,
  ],
  [
    'that the date is another',
    changed('20260102', '20260103'),
    'SignatureDoesNotMatch',
    403,
    /'20260103' != '20260102', from '20260102T030405Z'/,
  ],
  [
    'that the request is old',
    { ...goodIam, receivedAtMs: nowMs + 16 * 60_000 },
    'SignatureDoesNotMatch',
    403,
    /^Signature expired: 20260102T030405Z is now earlier than 20260102T030505Z \(20260102T032005Z - 15 min\.\)$/,
  ],
  [
    'that the request is early',
    { ...goodIam, receivedAtMs: nowMs - 16 * 60_000 },
    'SignatureDoesNotMatch',
    403,
    /^Signature not yet current: 20260102T030405Z is still later than 20260102T030305Z/,
  ],
  [
    'that the host is not signed',
    changed('host;', ''),
    'SignatureDoesNotMatch',
    403,
    /'Host' must be a 'SignedHeader'/,
  ],
  [
    'that SigV2 is not known',
    changed(/.*/, 'AWS AKIA:abc='),
    'IncompleteSignature',
    400,
    /algorithm/,
  ],
] as const;

describe('IAM and STS say in their own words', () => {
  for (const [what, request, code, status, message] of iamRefusals) {
    test(what, () => {
      assert.throws(
        () => accepted(request, iam),
        (error) => {
          assert.ok(error instanceof ServiceError, String(error));
          assert.equal(error.code, code);
          assert.equal(error.status, status);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }

  for (const [kind, code, status] of [
    ['unknown', 'InvalidClientTokenId', 403],
    ['inactive', 'InvalidClientTokenId', 403],
    ['invalid-token', 'InvalidClientTokenId', 403],
    ['expired-token', 'ExpiredToken', 403],
  ] as const) {
    test(`that the key is ${kind}`, () => {
      assert.throws(
        () => authenticate(goodIam, () => ({ kind }), iam),
        (error) => error instanceof ServiceError && error.code === code && error.status === status,
      );
    });
  }
});

describe('the canonical path', () => {
  for (const [raw, s3Path, otherPath] of [
    ['/', '/', '/'],
    ['/a//b/../c', '/a//b/../c', '/a/c'],
    ['/./a/', '/./a/', '/a/'],
    ['/a%20b', '/a%20b', '/a%2520b'],
    ['/%c3%a9', '/%C3%A9', '/%25C3%25A9'],
    ['/a+b=c', '/a%2Bb%3Dc', '/a%252Bb%253Dc'],
    ['/%41', '/A', '/A'],
  ] as const) {
    test(`of ${raw} is ${s3Path} for S3 and ${otherPath} for the others`, () => {
      assert.equal(canonicalPath(raw, 's3'), s3Path);
      assert.equal(canonicalPath(raw, 'normalised'), otherPath);
    });
  }
});

test('the canonical query is sorted by encoded name and value, and keeps duplicates', () => {
  const query = parseQuery('b=2&a=2&a=1&acl&A=%7e&a%2D=x+y&&c=%2f');
  assert.equal(canonicalQuery(query), 'A=~&a=1&a=2&a-=x%2By&acl=&b=2&c=%2F');
});

test('an HMAC with precomputed pads is the HMAC, for keys and messages of any length', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'binary-ascii', maxLength: 9000 }),
      (key, text) => {
        const expected = createHmac('sha256', key).update(text, 'latin1').digest('hex');
        assert.equal(new HmacKey(key).sign(text), expected);
        assert.equal(new HmacKey(key).digest(text).toString('hex'), expected);
      },
    ),
  );
});

test('signatures of different length are never the same', () => {
  assert.equal(sameSignature('abc', 'abc'), true);
  assert.equal(sameSignature('abc', 'abd'), false);
  assert.equal(sameSignature('abc', 'ab'), false);
  assert.equal(sameSignature('abc', ''), false);
});
