import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authenticate } from '../http/authenticate.ts';
import { requestFixture } from '../http/request-fixture.ts';
import { ServiceError } from '../operation/errors.ts';
import { createLog, type LogLevel } from './log.ts';
import { createRequestObserver } from './request-observer.ts';

const request = requestFixture({
  url: '/photos/a%20b?X-Amz-Signature=deadbeef',
  headers: { host: 'localhost', authorization: 'canary-secret', 'user-agent': 'test' },
  nowMs: 1_000,
});

async function anonymous() {
  const bare = requestFixture({ url: '/', headers: { host: 'localhost' }, nowMs: 0 });
  const options = { service: 's3', region: 'us-east-1' } as const;
  return (await authenticate(bare, () => ({ kind: 'unknown' }), options)).caller;
}

function observe(level: LogLevel) {
  const lines: string[] = [];
  const log = createLog({ level, format: 'json', write: (line) => lines.push(line) });
  const uses: unknown[] = [];
  const identities = { recordUse: (use: unknown) => void uses.push(use) };
  return {
    observer: createRequestObserver({ identities, log, region: 'us-east-1' }, () => 1_250),
    lines,
    uses,
  };
}

describe('the record of a request', () => {
  test('has who, what and how it ended, and nothing of the query string or of headers', async () => {
    const { observer, lines, uses } = observe('debug');
    const handled = { operation: 'GetObject', caller: await anonymous() };
    observer.handled(request, { service: 's3', handled, error: new ServiceError('AccessDenied') });
    observer.sent(request, 403, 120);
    const { time: _, ...record } = JSON.parse(lines[0] ?? '');
    assert.deepEqual(record, {
      level: 'debug',
      message: 'request',
      requestId: request.id,
      service: 's3',
      operation: 'GetObject',
      method: 'GET',
      path: '/photos/a%20b',
      status: 403,
      errorCode: 'AccessDenied',
      bytesSent: 120,
      durationMs: 250,
      sourceIp: '192.0.2.1',
      userAgent: 'test',
      principalArn: '',
      accountId: '',
    });
    assert.deepEqual(uses, [], 'nobody used a key');
  });

  test('is not made where nobody reads it', () => {
    const { observer, lines } = observe('info');
    observer.sent(request, 200, 1);
    observer.sent(undefined, 400, 1);
    assert.deepEqual(lines, []);
  });

  test('a defect is logged with its stack and the request id, a refusal is not', () => {
    const { observer, lines } = observe('info');
    const outcome = { service: 's3', handled: undefined } as const;
    observer.handled(request, { ...outcome, error: new ServiceError('NoSuchKey') });
    assert.equal(lines.length, 0);
    observer.handled(request, { ...outcome, error: new TypeError('x is undefined') });
    const { level, requestId, reason } = JSON.parse(lines[0] ?? '');
    assert.deepEqual([level, requestId], ['error', request.id]);
    assert.match(reason, /TypeError: x is undefined\n {4}at /);
  });
});
