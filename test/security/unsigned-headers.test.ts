import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createBucket, createBucketWith } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { exchange } from '../conformance/harness/exchange.ts';
import { expectError } from '../conformance/harness/expect-error.ts';
import { useServer } from '../conformance/harness/server.ts';
import { errorCode, sendSigned } from '../conformance/harness/signed-request.ts';
import { uniqueName } from '../conformance/harness/unique-name.ts';

const server = await useServer();
const s3 = s3Client(server);
const source = await createBucketWith(s3, ['secret'], 'the secret');
const Bucket = await createBucket(s3);

const isMissing = (Key: string) =>
  expectError(s3.send(new GetObjectCommand({ Bucket, Key })), 'NoSuchKey', 404);

/** Headers that change what a PUT does, none of which the signer meant. */
const unsigned: readonly (readonly [name: string, value: string])[] = [
  ['x-amz-copy-source', `/${source}/secret`],
  ['X-AMZ-COPY-SOURCE', `/${source}/secret`],
  ['x-amz-acl', 'public-read'],
  ['x-amz-grant-read', 'uri="http://acs.amazonaws.com/groups/global/AllUsers"'],
  ['x-amz-tagging', 'approved=yes'],
  ['x-amz-meta-owner', 'somebody'],
  ['x-amz-storage-class', 'GLACIER'],
  ['x-amz-website-redirect-location', 'https://evil.example.com/'],
  ['x-amz-object-lock-mode', 'COMPLIANCE'],
  ['x-amz-object-lock-legal-hold', 'ON'],
  ['x-amz-bypass-governance-retention', 'true'],
  ['x-amz-server-side-encryption', 'AES256'],
  ['x-amz-security-token', 'another'],
  ['x-amz-expected-bucket-owner', '111122223333'],
  ['x-amz-never-heard-of', '1'],
];

/** A PUT by a URL that somebody signed, with further headers of the one who uses it. */
async function putByUrl(key: string, headers: Readonly<Record<string, string>>, body: string) {
  const command = new PutObjectCommand({ Bucket, Key: key });
  const { pathname, search } = new URL(await getSignedUrl(s3, command, { expiresIn: 60 }));
  const { host, port } = server;
  const length = { 'content-length': String(body.length) };
  const all = { host: `${host}:${port}`, ...length, ...headers };
  return exchange({ host, port, method: 'PUT', path: `${pathname}${search}`, headers: all }, body);
}

describe('CVE-2026-97731: an x-amz header that the signature does not cover is 403', () => {
  for (const [name, value] of unsigned) {
    test(`${name} beside a signed header`, async () => {
      const key = uniqueName('key');
      const answer = await sendSigned(server, {
        ...{ method: 'PUT', path: `/${Bucket}/${key}`, body: 'x', credentials: server.root },
        unsignedHeaders: { [name]: value },
      });
      assert.deepEqual([answer.status, errorCode(answer)], [403, 'AccessDenied'], answer.text);
      await isMissing(key);
    });
  }
});

describe('CVE-2026-115374: a presigned PUT is what its signer meant', () => {
  test('it stores a body', async () => {
    const key = uniqueName('key');
    assert.equal((await putByUrl(key, {}, 'body')).status, 200);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
    assert.equal(await Body?.transformToString(), 'body');
  });

  for (const [name, value] of unsigned) {
    test(`it reads nothing and does nothing else with ${name}`, async () => {
      const key = uniqueName('key');
      const answer = await putByUrl(key, { [name]: value }, '');
      assert.equal(answer.status, 403, answer.text);
      assert.ok(!answer.text.includes('the secret'));
      await isMissing(key);
    });
  }

  test('nor by parameters that stand for such headers', async () => {
    const key = uniqueName('key');
    const command = new PutObjectCommand({ Bucket, Key: key });
    const { pathname, search } = new URL(await getSignedUrl(s3, command, { expiresIn: 60 }));
    const { host, port } = server;
    for (const added of [
      `x-amz-copy-source=%2F${source}%2Fsecret`,
      'X-Amz-Acl=public-read',
      'acl',
    ]) {
      const path = `${pathname}${search}&${added}`;
      const headers = { host: `${host}:${port}`, 'content-length': '0' };
      const { status } = await exchange({ host, port, method: 'PUT', path, headers });
      assert.equal(status, 403, added);
    }
    await isMissing(key);
  });
});
