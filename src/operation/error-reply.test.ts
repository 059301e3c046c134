import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StoreBusy, StoreFull } from '../store/metadata/sqlite/group-commit.ts';
import { asServiceError, queryErrorReply, s3ErrorReply } from './error-reply.ts';
import { ServiceError } from './errors.ts';

const request = { id: 'ID', method: 'GET', hostId: 'HOST', resource: '/b/<k>' };

describe('what a client is told of an exception', () => {
  test('a refusal is told as it is, a defect only as an internal error', () => {
    const refusal = new ServiceError('NoSuchKey');
    assert.equal(asServiceError(refusal, 'InternalError'), refusal);
    const defect = asServiceError(new Error('secret detail'), 'InternalError');
    assert.equal(defect.code, 'InternalError');
    assert.doesNotMatch(defect.message, /secret/);
  });

  test('a full disk and a busy store are 503, so that clients try again', () => {
    const noSpace = Object.assign(new Error('write'), { code: 'ENOSPC' });
    assert.equal(asServiceError(noSpace, 'InternalError').code, 'ServiceUnavailable');
    assert.equal(asServiceError(new StoreFull(), 'InternalError').status, 503);
    assert.equal(asServiceError(new StoreBusy(), 'InternalError').code, 'SlowDown');
    const noFiles = Object.assign(new Error('open'), { code: 'EMFILE' });
    assert.equal(asServiceError(noFiles, 'InternalError').code, 'SlowDown');
  });

  test('S3 repeats the resource and its two ids, with markup escaped', () => {
    const error = new ServiceError('NoSuchKey', { fields: { Key: 'a&b' } });
    const { status, body } = s3ErrorReply(error, request);
    assert.equal(status, 404);
    assert.match(
      String(body),
      /<Error><Code>NoSuchKey<\/Code><Message>The specified key does not exist.<\/Message><Key>a&amp;b<\/Key><Resource>\/b\/&lt;k&gt;<\/Resource><RequestId>ID<\/RequestId><HostId>HOST<\/HostId><\/Error>$/,
    );
  });

  test('a HEAD has no error document', () => {
    const reply = s3ErrorReply(new ServiceError('AccessDenied'), { ...request, method: 'HEAD' });
    assert.equal(reply.status, 403);
    assert.equal(reply.body, undefined);
  });

  test('the Query protocol says whose fault it was', () => {
    const sender = queryErrorReply(new ServiceError('NoSuchEntity'), request, 'urn:x');
    assert.match(String(sender.body), /<Type>Sender<\/Type><Code>NoSuchEntity<\/Code>/);
    const receiver = queryErrorReply(new ServiceError('InternalFailure'), request, 'urn:x');
    assert.match(String(receiver.body), /<Type>Receiver<\/Type>/);
  });
});
