import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { exchange } from '../conformance/harness/exchange.ts';
import { useServer } from '../conformance/harness/server.ts';
import { errorCode, signHeaders } from '../conformance/harness/signed-request.ts';

const server = await useServer();
const bucket = await createBucketWith(s3Client(server), ['a b', 'a/b', 'a%2Fb', 'x', '/x'], 'body');
const { host: address, port } = server;
const host = `${address}:${port}`;

/** Everything that a signature goes over; each test changes one part of it, signed or sent. */
interface Parts {
  readonly path: string;
  /** The query as it is signed, and as it is sent. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly stamp: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: string;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();
const stampOf = (atMs: number) => new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
const encode = encodeURIComponent;

function partsNow(change: Partial<Parts> = {}): Parts {
  const stamp = change.stamp ?? stampOf(Date.now());
  return {
    ...{ path: `/${bucket}/x`, query: '', headers: { host }, body: '', signedHeaders: 'host' },
    ...{ stamp, day: stamp.slice(0, 8), region: 'us-east-1', service: 's3' },
    ...{ terminator: 'aws4_request', ...change },
  };
}

function signatureOf(parts: Parts, query: string, payload: string): string {
  const names = parts.signedHeaders.split(';');
  const lines = names.map((name) => `${name}:${parts.headers[name] ?? ''}`);
  const canonical = ['GET', parts.path, query, ...lines, '', parts.signedHeaders, payload];
  const scope = `${parts.day}/${parts.region}/${parts.service}/${parts.terminator}`;
  const text = ['AWS4-HMAC-SHA256', parts.stamp, scope, sha256(canonical.join('\n'))].join('\n');
  const dayKey = hmac(`AWS4${server.root.secretAccessKey}`, parts.day);
  const key = hmac(hmac(hmac(dayKey, parts.region), parts.service), parts.terminator);
  return hmac(key, text).toString('hex');
}

/** The proof of a presigned URL, by name; signed as it stands. */
function proofOf(parts: Parts, expires: string): Readonly<Record<string, string>> {
  const scope = `${parts.day}/${parts.region}/${parts.service}/${parts.terminator}`;
  return {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${server.root.accessKeyId}/${scope}`,
    'X-Amz-Date': parts.stamp,
    'X-Amz-Expires': expires,
    'X-Amz-SignedHeaders': parts.signedHeaders,
  };
}

function presign(parts: Parts, expires = '60'): string {
  const pairs = Object.entries(proofOf(parts, expires)).map(
    ([name, value]) => `${name}=${encode(value)}`,
  );
  const query = [...pairs, ...(parts.query === '' ? [] : parts.query.split('&'))].sort().join('&');
  return `${query}&X-Amz-Signature=${signatureOf(parts, query, 'UNSIGNED-PAYLOAD')}`;
}

async function get(
  path: string,
  query: string,
  headers: Readonly<Record<string, string>> = { host },
) {
  const full = query === '' ? path : `${path}?${query}`;
  const answer = await exchange({ host: address, port, path: full, headers });
  return answer.status === 200 ? `200 ${answer.text}` : `${answer.status} ${errorCode(answer)}`;
}

const presigned = (change: Partial<Parts> = {}, expires = '60') => {
  const parts = partsNow(change);
  return get(parts.path, presign(parts, expires));
};

const badParameters = '400 AuthorizationQueryParametersError';

describe('the scope of a presigned URL', () => {
  test('a right one is taken', async () => assert.equal(await presigned(), '200 body'));

  for (const [name, change] of [
    ['another day', { day: '20200101' }],
    ['a day that is none', { day: '2026-01-01' }],
    ['another service', { service: 'sts' }],
    ['no service', { service: '' }],
    ['another terminator', { terminator: 'aws5_request' }],
    ['a date that is none', { stamp: 'yesterday', day: 'yesterda' }],
  ] as const) {
    test(`${name} is 400`, async () => assert.equal(await presigned(change), badParameters));
  }
});

describe('the time of a presigned URL', () => {
  for (const [name, expires, answer] of [
    ['0 seconds', '0', '403 AccessDenied'],
    ['less than none', '-1', '403 AuthorizationQueryParametersError'],
    ['more than a week', '604801', '403 AuthorizationQueryParametersError'],
    ['more than any number', '9'.repeat(30), badParameters],
    ['no number', '60s', badParameters],
    ['a fraction', '60.5', badParameters],
    ['nothing', '', badParameters],
    ['a week', '604800', '200 body'],
  ] as const) {
    test(`a life of ${name}: ${answer}`, async () =>
      assert.equal(await presigned({}, expires), answer));
  }

  test('it begins with its date, and 15 minutes are forgiven', async () => {
    const minutes = (count: number) => ({ stamp: stampOf(Date.now() + count * 60_000) });
    assert.equal(await presigned(minutes(10)), '200 body');
    assert.equal(await presigned(minutes(16)), '403 AccessDenied');
    assert.equal(await presigned(minutes(-2)), '403 AccessDenied');
  });
});

describe('the date of a signed header', () => {
  for (const [minutes, answer] of [
    [14, '200 body'],
    [-14, '200 body'],
    [16, '403 RequestTimeTooSkewed'],
    [-16, '403 RequestTimeTooSkewed'],
  ] as const) {
    test(`${minutes} minutes from now: ${answer}`, async () => {
      const date = new Date(Date.now() + minutes * 60_000);
      const headers = signHeaders(host, { path: `/${bucket}/x`, date }, server.root);
      assert.equal(await get(`/${bucket}/x`, '', headers), answer);
    });
  }
});

describe('the path', () => {
  const signedPath = (path: string) => partsNow({ path: `/${bucket}/${path}` });
  for (const [signed, sent, answer] of [
    ['a%20b', 'a%20b', '200 body'],
    ['a%20b', 'a%2520b', '403 SignatureDoesNotMatch'],
    ['a%2520b', 'a%20b', '403 SignatureDoesNotMatch'],
    ['a/b', 'a%2Fb', '200 body'],
    ['a/b', 'a%2fb', '200 body'],
    ['a/b', 'a%252Fb', '403 SignatureDoesNotMatch'],
    ['a%252Fb', 'a%252Fb', '200 body'],
    ['x', '/x', '403 SignatureDoesNotMatch'],
    ['/x', '/x', '200 body'],
    ['/x', 'x', '403 SignatureDoesNotMatch'],
    ['x', './x', '403 SignatureDoesNotMatch'],
    ['x', 'y/../x', '403 SignatureDoesNotMatch'],
    ['x', '%78', '200 body'],
    ['x', 'X', '403 SignatureDoesNotMatch'],
    ['x', 'x/', '403 SignatureDoesNotMatch'],
  ] as const) {
    test(`${signed} signed, ${sent} sent: ${answer}`, async () =>
      assert.equal(await get(`/${bucket}/${sent}`, presign(signedPath(signed))), answer));
  }
});

describe('the query', () => {
  const parts = partsNow({ query: 'response-content-type=a%2Fb' });
  const query = presign(parts);
  for (const [name, sent, answer] of [
    ['in another order', query.split('&').reverse().join('&'), '200 body'],
    ['with lower-case escapes', query.replaceAll('%2F', '%2f'), '200 body'],
    ['with empty pieces', `&&${query.replaceAll('&', '&&')}`, '200 body'],
    ['with a parameter more', `${query}&versionId=null`, '403 SignatureDoesNotMatch'],
    ['with an empty parameter more', `${query}&x`, '403 SignatureDoesNotMatch'],
    ['with a parameter twice', `${query}&response-content-type=a%2Fb`, '403 SignatureDoesNotMatch'],
    [
      'with a parameter less',
      query.replace('response-content-type=a%2Fb', ''),
      '403 SignatureDoesNotMatch',
    ],
    ['with another value', query.replace('a%2Fb', 'a%2Fc'), '403 SignatureDoesNotMatch'],
    [
      'with a name of another case',
      query.replace('response-c', 'Response-c'),
      '403 SignatureDoesNotMatch',
    ],
    [
      'with a signature of capitals',
      query.replace(/\w+$/, (end) => end.toUpperCase()),
      '403 SignatureDoesNotMatch',
    ],
    ['with a shorter signature', query.slice(0, -1), '403 SignatureDoesNotMatch'],
    ['with a longer signature', `${query}0`, '403 SignatureDoesNotMatch'],
    ['with another algorithm', query.replace('SHA256', 'SHA1'), badParameters],
  ] as const) {
    test(`${name}: ${answer}`, async () => assert.equal(await get(parts.path, sent), answer));
  }
});

describe('the headers', () => {
  test('a host that is not signed is 403', async () => {
    const parts = partsNow({ headers: { host, 'x-a': 'b' }, signedHeaders: 'x-a' });
    const answer = await get(parts.path, presign(parts), { host, 'x-a': 'b' });
    assert.equal(answer, '403 AccessDenied');
  });

  test('another host than was signed is 403', async () => {
    const parts = partsNow();
    const answer = await get(parts.path, presign(parts), { host: `localhost:${port}` });
    assert.equal(answer, '403 SignatureDoesNotMatch');
  });

  test('white space around and inside a value is one space', async () => {
    const parts = partsNow({
      headers: { host, 'x-amz-meta-a': 'b c' },
      signedHeaders: 'host;x-amz-meta-a',
    });
    const query = presign(parts);
    const sent = { host, 'x-amz-meta-a': '  b    c  ' };
    assert.equal(await get(parts.path, query, sent), '200 body');
    assert.equal(
      await get(parts.path, query, { host, 'x-amz-meta-a': 'bc' }),
      '403 SignatureDoesNotMatch',
    );
  });

  test('a signed header that did not come, and names in another order, are 403', async () => {
    const parts = partsNow({ headers: { host, 'x-a': 'b' }, signedHeaders: 'host;x-a' });
    assert.match(await get(parts.path, presign(parts), { host }), /^403 /);
    const swapped = presign(parts).replace('host%3Bx-a', 'x-a%3Bhost');
    assert.equal(await get(parts.path, swapped, parts.headers), '403 SignatureDoesNotMatch');
  });

  test('a component of the Authorization header twice is no way to two readings', async () => {
    const headers = signHeaders(host, { path: `/${bucket}/x` }, server.root);
    const { authorization = '' } = headers;
    for (const added of [
      ', Signature=0',
      `, Credential=${server.root.accessKeyId}/a/b/c/d`,
      ', SignedHeaders=host',
    ]) {
      const changed = { ...headers, authorization: `${authorization}${added}` };
      assert.match(await get(`/${bucket}/x`, '', changed), /^40[03] /, added);
    }
  });

  test('the body that was signed is the body that came', async () => {
    const path = `/${bucket}/new`;
    const raw = { method: 'PUT', path, body: 'signed' };
    const headers = { ...signHeaders(host, raw, server.root), 'content-length': '6' };
    const put = { host: address, port, method: 'PUT', path, headers };
    const answer = await exchange(put, 'forged');
    assert.equal(`${answer.status} ${errorCode(answer)}`, '400 XAmzContentSHA256Mismatch');
    const read = signHeaders(host, { path }, server.root);
    assert.equal(await get(path, '', read), '404 NoSuchKey');
  });
});
