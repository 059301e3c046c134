import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { iamClient, s3Client } from '../conformance/harness/clients.ts';
import { allow, createUser } from '../conformance/harness/identities.ts';
import { type TestServer, useServer } from '../conformance/harness/server.ts';
import { sendSigned } from '../conformance/harness/signed-request.ts';

const direct = await useServer({});
const behindProxy = await useServer({ arguments: ['--trusted-proxy', '127.0.0.1/32'] });

/** A reader of one object, from one network alone. */
async function reader(server: TestServer, network: string) {
  const bucket = await createBucketWith(s3Client(server), ['a'], 'body');
  const Condition = { IpAddress: { 'aws:SourceIp': network } };
  const statement = { ...allow('s3:GetObject', `arn:aws:s3:::${bucket}/a`), Condition };
  const { credentials } = await createUser(iamClient(server), statement);
  return async (headers: Readonly<Record<string, string>> = {}) =>
    (await sendSigned(server, { path: `/${bucket}/a`, credentials, unsignedHeaders: headers }))
      .status;
}

const claims = [
  { 'x-forwarded-for': '192.0.2.7' },
  { 'x-real-ip': '192.0.2.7' },
  { forwarded: 'for=192.0.2.7' },
  { 'x-client-ip': '192.0.2.7' },
  { 'true-client-ip': '192.0.2.7' },
  { 'cf-connecting-ip': '192.0.2.7' },
];

describe('aws:SourceIp', () => {
  test('is the peer of the socket, whatever its headers say', async () => {
    const get = await reader(direct, '192.0.2.0/24');
    for (const claim of claims) assert.equal(await get(claim), 403, JSON.stringify(claim));
    const own = await reader(direct, '127.0.0.0/8');
    for (const claim of claims) assert.equal(await own(claim), 200, JSON.stringify(claim));
  });

  test('is what a trusted proxy says, and of a list only what the proxy itself has seen', async () => {
    const get = await reader(behindProxy, '192.0.2.0/24');
    assert.equal(await get({ 'x-forwarded-for': '192.0.2.7' }), 200);
    assert.equal(await get({ 'x-forwarded-for': '192.0.2.7, 198.51.100.1' }), 403);
    assert.equal(await get({ 'x-forwarded-for': '198.51.100.1, 192.0.2.7' }), 200);
    assert.equal(await get(), 403);
    for (const claim of claims.slice(1)) assert.equal(await get(claim), 403, JSON.stringify(claim));
  });
});
