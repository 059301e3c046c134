import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { authenticate } from '../http/authenticate.ts';
import { requestFixture } from '../http/request-fixture.ts';
import type { DecisionRecord } from '../operation/authorize.ts';
import { ServiceError } from '../operation/errors.ts';
import { trailText } from './trail-record.ts';

const nowMs = Date.parse('2026-11-21T12:00:00.250Z');
const bare = requestFixture({ url: '/', headers: { host: 'localhost' }, nowMs });
const options = { service: 's3', region: 'us-east-1' } as const;
const { caller } = await authenticate(bare, () => ({ kind: 'unknown' }), options);

function decisionOn(resource: string, action = 's3:GetObject'): DecisionRecord {
  const principal = { ...caller.principal, kind: 'anonymous' } as const;
  const request = {
    action,
    resource,
    resourceAccountId: '123456789012',
    principal,
    context: () => undefined,
  };
  const reason = { type: 'implicit-deny', lacking: 'resource' } as const;
  return { caller, request, decision: { allowed: false, reason }, refused: true };
}

function recordOf(parts: {
  readonly agent?: string;
  readonly url?: string;
  readonly error?: unknown;
  readonly decisions?: readonly DecisionRecord[];
}) {
  const headers = { host: 'localhost', 'user-agent': parts.agent ?? 'test' };
  const decisions = parts.decisions ?? [];
  const text = trailText({
    request: requestFixture({ url: parts.url ?? '/b/k', headers, nowMs }),
    status: 200,
    bytesSent: 10,
    endedAtMs: nowMs + 5,
    service: 's3',
    operation: 'GetObject',
    caller,
    error: parts.error,
    decisions,
    decisionCount: decisions.length,
    region: 'us-east-1',
  });
  const { eventID, ...record } = JSON.parse(text);
  assert.match(eventID, /^[0-9a-f-]{36}$/);
  return record;
}

describe('the record of a request', () => {
  test('has the members of a CloudTrail record', () => {
    const resource = 'arn:aws:s3:::b/k';
    assert.deepEqual(recordOf({ url: '/b/k?versionId=v', decisions: [decisionOn(resource)] }), {
      eventVersion: '1.11',
      userIdentity: { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' },
      eventTime: '2026-11-21T12:00:00.250Z',
      eventSource: 's3.amazonaws.com',
      eventName: 'GetObject',
      awsRegion: 'us-east-1',
      sourceIPAddress: '192.0.2.1',
      userAgent: 'test',
      requestParameters: { bucketName: 'b', key: 'k', versionId: 'v' },
      responseElements: null,
      additionalEventData: {
        httpStatus: 200,
        bytesTransferredOut: 10,
        durationMs: 5,
        decisions: [
          {
            action: 's3:GetObject',
            resource,
            allowed: false,
            reason: 'implicit-deny',
            lacking: 'resource',
          },
        ],
      },
      requestID: '0123456789ABCDEF',
      readOnly: true,
      resources: [
        { type: 'AWS::S3::Object', ARN: resource },
        { accountId: '123456789012', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::b' },
      ],
      eventType: 'AwsApiCall',
      managementEvent: false,
      recipientAccountId: '123456789012',
      eventCategory: 'Data',
    });
  });

  test('keeps any key, user agent and message as they are, and stays JSON on one line', () => {
    const anyText = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((text) => text.toWellFormed());
    fc.assert(
      fc.property(anyText, anyText, (key, message) => {
        const agent = message.replaceAll(/[^\x20-\xff]/g, '?').trim();
        const error = new ServiceError('AccessDenied', { message });
        const resource = `arn:aws:s3:::b"/${key}`;
        const record = recordOf({ agent, error, decisions: [decisionOn(resource)] });
        assert.equal(record.userAgent, agent);
        assert.equal(record.errorMessage, message.slice(0, 1_024));
        assert.deepEqual(record.requestParameters, { bucketName: 'b"', key });
        assert.equal(record.resources[0].ARN, resource);
        assert.equal(record.resources[1].ARN, 'arn:aws:s3:::b"');
      }),
    );
  });

  test('names each resource of several decisions once', () => {
    const decisions = ['k1', 'k2', 'k1'].map((key) => decisionOn(`arn:aws:s3:::b/${key}`));
    const { resources } = recordOf({ decisions });
    const objects = resources.filter(({ type }: { type: string }) => type === 'AWS::S3::Object');
    assert.deepEqual(
      objects.map(({ ARN }: { ARN: string }) => ARN),
      ['arn:aws:s3:::b/k1', 'arn:aws:s3:::b/k2'],
    );
  });

  test('tells a defect by no more than its code', () => {
    const { errorCode, errorMessage } = recordOf({ error: new TypeError('secret') });
    assert.deepEqual([errorCode, errorMessage], ['InternalError', undefined]);
  });
});
