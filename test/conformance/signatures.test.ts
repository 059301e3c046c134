import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { createBucket } from './harness/buckets.ts';
import { s3Client } from './harness/clients.ts';
import { expectError } from './harness/expect-error.ts';
import { lastStatus, sendBytes } from './harness/raw-socket.ts';
import { useServer } from './harness/server.ts';
import { errorCode, sendSigned } from './harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const credentials = server.root;

const isMissing = (Bucket: string, Key: string) =>
  expectError(s3.send(new GetObjectCommand({ Bucket, Key })), 'NoSuchKey', 404);

describe('a request with a bad signature is refused and changes nothing', () => {
  const request = (path: string) => ({ method: 'PUT', path, body: 'x', credentials });
  const forged: readonly [string, Parameters<typeof sendSigned>[1], number, string][] = [
    [
      'an unknown access key',
      { ...request('/a'), credentials: { ...credentials, accessKeyId: 'AKIAUNKNOWNUNKNOWNUN' } },
      403,
      'InvalidAccessKeyId',
    ],
    [
      'a wrong secret',
      { ...request('/a'), credentials: { ...credentials, secretAccessKey: 'wrong' } },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'a header changed after signing',
      {
        ...request('/a'),
        headers: { 'x-amz-meta-a': '1' },
        tamper: (headers) => {
          headers['x-amz-meta-a'] = '2';
        },
      },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'an x-amz header that is not signed',
      { ...request('/a'), unsignedHeaders: { 'x-amz-copy-source': '/bucket/secret' } },
      403,
      'AccessDenied',
    ],
    [
      'a request of an hour ago',
      { ...request('/a'), date: new Date(Date.now() - 3_600_000) },
      403,
      'RequestTimeTooSkewed',
    ],
    [
      'an Authorization header that is none',
      {
        ...request('/a'),
        tamper: (headers) => {
          headers.authorization = 'AWS4-HMAC-SHA256 nonsense';
        },
      },
      400,
      'AuthorizationHeaderMalformed',
    ],
  ];
  for (const [name, raw, status, code] of forged) {
    test(name, async () => {
      const Bucket = await createBucket(s3);
      const answer = await sendSigned(server, { ...raw, path: `/${Bucket}/a` });
      assert.deepEqual([answer.status, errorCode(answer)], [status, code], answer.text);
      await isMissing(Bucket, 'a');
    });
  }

  test('two Authorization headers', async () => {
    const Bucket = await createBucket(s3);
    const head = `PUT /${Bucket}/a HTTP/1.1\r\nhost: ${server.host}\r\nconnection: close\r\n`;
    const twice = 'authorization: AWS a:b\r\n'.repeat(2);
    const answer = await sendBytes(server, `${head}${twice}content-length: 1\r\n\r\nx`);
    assert.ok([400, 403].includes(lastStatus(answer)), answer);
  });

  test('a signature of version 2 is accepted when it is right, and refused when it is not', async () => {
    const Bucket = await createBucket(s3);
    const path = `/${Bucket}/v2`;
    const date = new Date().toUTCString();
    const toSign = `PUT\n\n\n${date}\n${path}`;
    const signWith = (secret: string) => createHmac('sha1', secret).update(toSign).digest('base64');
    const attempt = (secret: string) => {
      const authorization = `AWS ${credentials.accessKeyId}:${signWith(secret)}`;
      return sendSigned(server, {
        method: 'PUT',
        path,
        body: 'x',
        headers: { date, authorization },
      });
    };
    const wrong = await attempt('wrong');
    assert.deepEqual([wrong.status, errorCode(wrong)], [403, 'SignatureDoesNotMatch']);
    await isMissing(Bucket, 'v2');
    assert.equal((await attempt(credentials.secretAccessKey)).status, 200);
  });
});
