import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CredentialLookup, CredentialRecord } from '../identity/caller.ts';
import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';
import { type Authenticated, type AuthenticateOptions, authenticate } from './authenticate.ts';
import { documentedCredential, requestFixture } from './request-fixture.ts';

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const nowMs = Date.UTC(2013, 4, 24);
const s3: AuthenticateOptions = { service: 's3', region: 'us-east-1' };

function lookup(credential: CredentialRecord = documentedCredential) {
  return (accessKeyId: string): CredentialLookup =>
    accessKeyId === credential.accessKeyId ? { kind: 'found', credential } : { kind: 'unknown' };
}

function authenticated(request: WireRequest, options = s3, resolve = lookup()): Authenticated {
  const result = authenticate(request, resolve, options);
  assert.ok(!(result instanceof Promise), 'no promise where the lookup needs none');
  return result;
}

function refusal(request: WireRequest, options = s3, resolve = lookup()): ServiceError {
  try {
    authenticated(request, options, resolve);
  } catch (error) {
    assert.ok(error instanceof ServiceError, String(error));
    return error;
  }
  assert.fail('the request was accepted');
}

const getObjectHeaders = {
  Host: 'examplebucket.s3.amazonaws.com',
  Authorization:
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  Range: 'bytes=0-9',
  'x-amz-content-sha256': EMPTY_SHA256,
  'x-amz-date': '20130524T000000Z',
};

function getObject(changes: Record<string, string | undefined> = {}, url = '/test.txt') {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...getObjectHeaders, ...changes })) {
    if (value !== undefined) headers[name] = value;
  }
  return requestFixture({ url, headers, nowMs });
}

function authorization(part: RegExp, replacement: string) {
  return { Authorization: getObjectHeaders.Authorization.replace(part, replacement) };
}

describe("the examples of S3's documentation of Signature Version 4", () => {
  test('GET Object is accepted', () => {
    const { caller, bodyCheck } = authenticated(getObject());
    assert.equal(caller.credential?.accessKeyId, 'AKIAIOSFODNN7EXAMPLE');
    assert.deepEqual(caller.authentication, {
      method: 'header',
      signatureVersion: 'AWS4-HMAC-SHA256',
      signatureAgeMs: 0,
      scopeRegion: 'us-east-1',
      scopeService: 's3',
    });
    assert.deepEqual(bodyCheck, { kind: 'sha256', sha256Hex: EMPTY_SHA256 });
  });

  test('PUT Object with a dollar in its key and a Date header is accepted', () => {
    authenticated(
      requestFixture({
        method: 'PUT',
        url: '/test$file.text',
        nowMs,
        headers: {
          Host: 'examplebucket.s3.amazonaws.com',
          Date: 'Fri, 24 May 2013 00:00:00 GMT',
          Authorization:
            'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
          'x-amz-date': '20130524T000000Z',
          'x-amz-storage-class': 'REDUCED_REDUNDANCY',
          'x-amz-content-sha256':
            '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
        },
      }),
    );
  });

  for (const [name, url, signature] of [
    [
      'GET Bucket Lifecycle',
      '/?lifecycle',
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    ],
    [
      'GET Bucket (List Objects)',
      '/?max-keys=2&prefix=J',
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ],
  ] as const) {
    test(`${name} is accepted`, () => {
      const { Range: _, ...headers } = getObjectHeaders;
      const Authorization = `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=${signature}`;
      authenticated(requestFixture({ url, nowMs, headers: { ...headers, Authorization } }));
    });
  }

  const presignedUrl =
    '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
  function presigned(change: (url: string) => string = (url) => url, atMs = nowMs, more = {}) {
    const headers = { Host: 'examplebucket.s3.amazonaws.com', ...more };
    return requestFixture({ url: change(presignedUrl), nowMs: atMs, headers });
  }

  test('a presigned GET is accepted until it expires, and not in the second when it does', () => {
    assert.equal(authenticated(presigned()).caller.authentication.method, 'query');
    assert.deepEqual(authenticated(presigned()).bodyCheck, { kind: 'unsigned' });
    authenticated(presigned(undefined, nowMs + 86_399_999));
    const late = refusal(presigned(undefined, nowMs + 86_400_000));
    assert.equal(late.code, 'AccessDenied');
    assert.equal(late.message, 'Request has expired');
    assert.deepEqual(late.fields, {
      'X-Amz-Expires': '86400',
      Expires: '2013-05-25T00:00:00Z',
      ServerTime: '2013-05-25T00:00:00Z',
    });
  });

  test('a presigned request may not run ahead of the clock by more than 15 minutes', () => {
    authenticated(presigned(undefined, nowMs - 15 * 60_000));
    const early = refusal(presigned(undefined, nowMs - 15 * 60_000 - 1));
    assert.equal(early.message, 'Request is not yet valid');
  });

  test('a presigned request with an added x-amz-copy-source is refused', () => {
    const error = refusal(presigned(undefined, nowMs, { 'x-amz-copy-source': '/secret/key' }));
    assert.equal(error.code, 'AccessDenied');
    assert.deepEqual(error.fields, { HeadersNotSigned: 'x-amz-copy-source' });
  });

  for (const [what, from, to, code, status] of [
    [
      'an expiry above a week',
      'Expires=86400',
      'Expires=604801',
      'AuthorizationQueryParametersError',
      403,
    ],
    ['a negative expiry', 'Expires=86400', 'Expires=-7', 'AuthorizationQueryParametersError', 403],
    ['an expiry of zero', 'Expires=86400', 'Expires=0', 'AccessDenied', 403],
    [
      'an expiry that is no number',
      'Expires=86400',
      'Expires=1e3',
      'AuthorizationQueryParametersError',
      400,
    ],
    ['no expiry', '&X-Amz-Expires=86400', '', 'AuthorizationQueryParametersError', 400],
    [
      'a date in another form',
      '20130524T000000Z',
      '2013-05-24',
      'AuthorizationQueryParametersError',
      400,
    ],
    ['another algorithm', 'HMAC-SHA256&', 'HMAC-SHA1&', 'AuthorizationQueryParametersError', 400],
    ['a credential with four parts', '%2Fs3%2F', '%2F', 'AuthorizationQueryParametersError', 400],
    ['an empty access key', 'AKIAIOSFODNN7EXAMPLE', '', 'AuthorizationQueryParametersError', 400],
    ['another path', '/test.txt', '/test.txt2', 'SignatureDoesNotMatch', 403],
    ['an added parameter', '&X-Amz-Date', '&versionId=1&X-Amz-Date', 'SignatureDoesNotMatch', 403],
    ['a host that is not signed', 'SignedHeaders=host', 'SignedHeaders=range', 'AccessDenied', 403],
  ] as const) {
    test(`a presigned request with ${what} is refused`, () => {
      const error = refusal(presigned((url) => url.replace(from, to)));
      assert.equal(error.code, code);
      assert.equal(error.status, status);
    });
  }
});

describe('a signature in the Authorization header', () => {
  test('is refused with what was computed when it does not match', () => {
    const error = refusal(getObject({ Range: 'bytes=0-8' }));
    assert.equal(error.code, 'SignatureDoesNotMatch');
    assert.deepEqual(Object.keys(error.fields), [
      'AWSAccessKeyId',
      'StringToSign',
      'SignatureProvided',
      'StringToSignBytes',
      'CanonicalRequest',
      'CanonicalRequestBytes',
    ]);
    assert.match(
      error.fields.StringToSign ?? '',
      /^AWS4-HMAC-SHA256\n20130524T000000Z\n20130524\//,
    );
    assert.match(error.fields.StringToSignBytes ?? '', /^41 57 53 34 /);
    assert.match(error.fields.CanonicalRequest ?? '', /^GET\n\/test.txt\n\nhost:/);
  });

  for (const [what, changes, code, message] of [
    [
      'without its Signature',
      authorization(/,Signature=.*/, ''),
      'AuthorizationHeaderMalformed',
      /requires three components/,
    ],
    [
      'with a credential of four parts',
      authorization(/\/s3\//, '/'),
      'AuthorizationHeaderMalformed',
      /Credential is mal-formed; expecting "<YOUR-AKID>/,
    ],
    [
      'with an empty access key',
      authorization(/AKIAIOSFODNN7EXAMPLE/, ''),
      'AuthorizationHeaderMalformed',
      /non-empty Access Key/,
    ],
    [
      'for another region',
      authorization(/us-east-1/, 'eu-west-1'),
      'AuthorizationHeaderMalformed',
      /the region 'eu-west-1' is wrong; expecting 'us-east-1'/,
    ],
    [
      'for another service',
      authorization(/\/s3\//, '/iam/'),
      'AuthorizationHeaderMalformed',
      /incorrect service "iam"/,
    ],
    [
      'with another terminator',
      authorization(/aws4_request/, 'aws5_request'),
      'AuthorizationHeaderMalformed',
      /incorrect terminal "aws5_request"/,
    ],
    [
      'for another day',
      authorization(/20130524/, '20130525'),
      'AuthorizationHeaderMalformed',
      /Invalid credential date "20130525"/,
    ],
    [
      'for a day that is none',
      authorization(/20130524/, '2013'),
      'AuthorizationHeaderMalformed',
      /incorrect date format "2013"/,
    ],
    [
      'with a date that is none',
      { 'x-amz-date': 'Bad Date' },
      'AccessDenied',
      /valid Date or x-amz-date/,
    ],
    [
      'with an impossible date',
      { 'x-amz-date': '20130231T000000Z' },
      'AccessDenied',
      /valid Date or x-amz-date/,
    ],
    ['without any date', { 'x-amz-date': undefined }, 'AccessDenied', /valid Date or x-amz-date/],
    [
      'that leaves out the host',
      authorization(/host;/, ''),
      'AccessDenied',
      /headers present in the request which were not signed/,
    ],
    [
      'that leaves out an x-amz header',
      { 'x-amz-acl': 'public-read' },
      'AccessDenied',
      /headers present in the request which were not signed/,
    ],
    [
      'of another scheme',
      { Authorization: 'Basic Zm9vOmJhcg==' },
      'InvalidArgument',
      /Unsupported Authorization Type/,
    ],
    ['with one digit more', authorization(/$/, '0'), 'SignatureDoesNotMatch', /does not match/],
    [
      'of zeros',
      authorization(/Signature=.*/, `Signature=${'0'.repeat(64)}`),
      'SignatureDoesNotMatch',
      /does not match/,
    ],
    [
      'over another body hash',
      { 'x-amz-content-sha256': '0'.repeat(64) },
      'SignatureDoesNotMatch',
      /does not match/,
    ],
    [
      'without a body hash',
      { 'x-amz-content-sha256': undefined },
      'InvalidRequest',
      /Missing required header for this request: x-amz-content-sha256/,
    ],
    [
      'of an unknown key',
      authorization(/AKIAIOSFODNN7EXAMPLE/, 'AKIAIOSFODNN7UNKNOWN'),
      'InvalidAccessKeyId',
      /does not exist/,
    ],
  ] as const) {
    test(`${what} is refused`, () => {
      const error = refusal(getObject(changes));
      assert.equal(error.code, code);
      assert.match(error.message, message);
    });
  }

  test('names the right region in an element of its own when the region is wrong', () => {
    const error = refusal(getObject(authorization(/us-east-1/, 'eu-west-1')));
    assert.deepEqual(error.fields, { Region: 'us-east-1' });
  });

  test('is refused sixteen minutes before and after its date, and accepted at fifteen', () => {
    for (const sign of [1, -1]) {
      authenticated({ ...getObject(), receivedAtMs: nowMs + sign * 15 * 60_000 });
      const error = refusal({ ...getObject(), receivedAtMs: nowMs + sign * 16 * 60_000 });
      assert.equal(error.code, 'RequestTimeTooSkewed');
      assert.equal(error.status, 403);
      assert.equal(error.fields.RequestTime, '20130524T000000Z');
      assert.equal(error.fields.MaxAllowedSkewMilliseconds, '900000');
      assert.match(error.fields.ServerTime ?? '', /^2013-05-2\dT\d\d:\d\d:00Z$/);
    }
  });

  test('and one in the query string at once is refused', () => {
    for (const url of ['/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256', '/test.txt?Signature=abc']) {
      const error = refusal(getObject({}, url));
      assert.equal(error.code, 'InvalidArgument');
      assert.match(error.message, /^Only one auth mechanism allowed/);
      assert.doesNotMatch(JSON.stringify(error.fields), /f0e8bdb8/);
    }
  });

  test('that is empty makes an anonymous request, as does none', () => {
    for (const Authorization of ['', undefined]) {
      const { caller } = authenticated(getObject({ Authorization }));
      assert.equal(caller.principal.kind, 'anonymous');
      assert.equal(caller.credential, undefined);
      assert.equal(caller.authentication.method, 'anonymous');
    }
  });
});

describe('looking the key up', () => {
  const request = getObject();
  for (const [kind, code, status] of [
    ['unknown', 'InvalidAccessKeyId', 403],
    ['inactive', 'InvalidAccessKeyId', 403],
    ['expired-token', 'ExpiredToken', 400],
    ['invalid-token', 'InvalidToken', 400],
  ] as const) {
    test(`gives ${code} for S3 when the answer is ${kind}`, () => {
      const error = refusal(request, s3, () => ({ kind }));
      assert.equal(error.code, code);
      assert.equal(error.status, status);
    });
  }

  test('may take its time, and then the answer is a promise', async () => {
    const result = authenticate(request, async (id) => lookup()(id), s3);
    assert.ok(result instanceof Promise);
    assert.equal((await result).caller.principal.kind, 'user');
  });

  test('never accepts an empty secret', () => {
    const credential = { ...documentedCredential, secretAccessKey: '' };
    assert.equal(refusal(request, s3, lookup(credential)).code, 'InvalidAccessKeyId');
  });

  test('accepts a temporary key only with a token, and a long-term one only without', () => {
    const temporary = { ...documentedCredential, kind: 'temporary' } as const;
    assert.equal(refusal(request, s3, lookup(temporary)).code, 'InvalidAccessKeyId');
    const withToken = getObject({
      ...authorization(/x-amz-date/, 'x-amz-date;x-amz-security-token'),
      'x-amz-security-token': 'token',
    });
    assert.equal(refusal(withToken).code, 'InvalidToken');
  });
});
