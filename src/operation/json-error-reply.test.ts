import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServiceError } from './errors.ts';
import { jsonErrorReply } from './json-error-reply.ts';

test('refusals have the names and the one status of the JSON services', () => {
  for (const [error, type, status] of [
    [new ServiceError('AccessDenied'), 'AccessDeniedException', 400],
    [new ServiceError('InvalidClientTokenId'), 'UnrecognizedClientException', 400],
    [new ServiceError('NotFoundException'), 'NotFoundException', 400],
    [new ServiceError('NotImplemented'), 'NotImplemented', 501],
    [new ServiceError('InternalFailure'), 'KMSInternalException', 500],
  ] as const) {
    const reply = jsonErrorReply(error, 'id');
    assert.equal(reply.status, status);
    assert.equal(reply.headers['x-amzn-requestid'], 'id');
    assert.deepEqual(JSON.parse(String(reply.body)), { __type: type, message: error.message });
  }
});
