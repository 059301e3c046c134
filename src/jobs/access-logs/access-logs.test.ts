import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Bucket } from '../../store/buckets.ts';
import { serviceRequest } from '../service/service-request.ts';
import { createAccessLogs, type EndedRequest } from './access-logs.ts';
import { objectSizeOf, requestUriOf } from './request-facts.ts';
import type { SpooledLine } from './spool.ts';

const bucketOf = (name: string): Bucket => ({
  id: name.length,
  name,
  accountId: '111122223333',
  ownerId: 'owner',
  region: 'us-east-1',
  createdAtMs: 0,
  versioning: 'Unversioned',
  objectOwnership: undefined,
  publicAccessBlock: undefined,
  policy: undefined,
  tags: undefined,
  objectLockEnabled: false,
});

function logsOver(logged: readonly string[]) {
  const lines: SpooledLine[] = [];
  const state = { revision: 1, looks: 0 };
  const logs = createAccessLogs({
    buckets: {
      lastRevision: () => state.revision,
      get: async (name) => {
        state.looks++;
        return name === 'missing' ? undefined : bucketOf(name);
      },
      configuration: async (id) => (logged.some((name) => name.length === id) ? '{}' : undefined),
    },
    spool: { add: (line) => void lines.push(line) },
    hostId: 'host',
    failed: (error) => assert.fail(String(error)),
  });
  const end = async (bucket: string, more: Partial<EndedRequest> = {}) => {
    const request = serviceRequest('someone', 'GET', bucket, 'a');
    logs.ended({
      request,
      target: { bucket, key: 'a' },
      operation: 'GetObject',
      caller: undefined,
      status: 200,
      error: undefined,
      bytesSent: 1,
      handledAtMs: 0,
      endedAtMs: 0,
      decisions: [],
      reply: undefined,
      isWebsite: false,
      ...more,
    });
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { lines, state, end };
}

describe('access logs', () => {
  test('take requests to buckets that have a log, and look a bucket up once', async () => {
    const { lines, state, end } = logsOver(['logged']);
    for (const bucket of ['plain', 'logged', 'missing', 'plain', 'logged']) await end(bucket);
    assert.deepEqual(
      lines.map(({ bucket }) => bucket),
      ['logged', 'logged'],
    );
    assert.equal(state.looks, 3);
  });

  test('look again when something changed about buckets', async () => {
    const logged: string[] = [];
    const { lines, state, end } = logsOver(logged);
    await end('bucket');
    logged.push('bucket');
    await end('bucket');
    assert.equal(lines.length, 0);
    state.revision++;
    await end('bucket');
    assert.equal(lines.length, 1);
  });

  test('take nothing that is about no bucket', async () => {
    const { state, end } = logsOver(['']);
    await end('', { target: { bucket: undefined, key: undefined } });
    assert.equal(state.looks, 0);
  });
});

describe('what a line tells of a request', () => {
  const request = serviceRequest('someone', 'GET', 'photos', 'a b');

  test('is its address, but for what is secret in it', () => {
    const rawQuery = 'versionId=v&X-Amz-Signature=s&Signature=t&x-amz-security-token=u&acl';
    assert.equal(
      requestUriOf({ ...request, rawQuery }),
      'GET /photos/a%20b?versionId=v&X-Amz-Signature=REDACTED&Signature=REDACTED' +
        '&x-amz-security-token=REDACTED&acl HTTP/1.1',
    );
    assert.equal(requestUriOf(request), 'GET /photos/a%20b HTTP/1.1');
  });

  test('is the whole size of the object, also for a part of it', () => {
    const reply = (headers: Record<string, string>) => ({ status: 200, headers, body: undefined });
    const part = reply({ etag: 'e', 'content-range': 'bytes 0-4/10', 'content-length': '5' });
    assert.equal(objectSizeOf(request, part), 10);
    assert.equal(objectSizeOf(request, reply({ etag: 'e', 'content-length': '5' })), 5);
    assert.equal(objectSizeOf(request, reply({ 'content-length': '5' })), undefined);
    const headers = { 'content-length': '7', 'x-amz-decoded-content-length': '6' };
    assert.equal(objectSizeOf(serviceRequest('s', 'PUT', 'b', 'k', { headers }), undefined), 6);
  });
});
