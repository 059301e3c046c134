import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parsePolicy } from '../document/parse.ts';
import { type CompiledPolicy, compilePolicy, type PolicySource } from './compile.ts';
import { explain } from './explain.ts';
import type { AccessRequest } from './request.ts';

const IDENTITY = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Own",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::pics/\${aws:username}/*",
      "Condition": {
        "StringEquals": { "aws:Referer": "x" },
        "Bool": { "aws:SecureTransport": "true" }
      }
    },
    { "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" },
    { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::other/*" }
  ]
}`;

const BUCKET = `{ "Statement": { "Effect": "Allow", "Principal": { "AWS": "111122223333" },
  "Action": "s3:GetObject", "Resource": "arn:aws:s3:::pics/*" } }`;

function compiled(text: string, source: PolicySource): CompiledPolicy {
  const parsed = parsePolicy(text, source.kind === 'resource' ? 'resource' : 'identity');
  assert.ok(parsed.ok);
  return compilePolicy(parsed.document, source);
}

const request: AccessRequest = {
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::pics/ann/1.jpg',
  resourceAccountId: '111122223333',
  principal: {
    kind: 'user',
    arn: 'arn:aws:iam::111122223333:user/ann',
    accountId: '111122223333',
    userId: 'AIDAANN',
    userName: 'ann',
  },
  context: (key) => (key === 'aws:securetransport' ? 'true' : undefined),
};

describe('a trace', () => {
  const trace = explain(request, {
    identity: [compiled(IDENTITY, { kind: 'inline', name: 'own' })],
    resource: compiled(BUCKET, { kind: 'resource' }),
  });
  const [bucket, identity] = trace.policies;

  test('has every policy in the order of the decision, and the decision', () => {
    assert.deepEqual(
      trace.policies.map((policy) => policy.role),
      ['resource', 'identity'],
    );
    assert.deepEqual(trace.decision.reason, { type: 'implicit-deny', lacking: 'identity' });
  });

  test('tells by what a bucket policy names who asks', () => {
    assert.equal(bucket?.statements[0]?.matched, true);
    assert.equal(bucket?.statements[0]?.names, 'by-account');
  });

  test('tells the element that did not match, with its place', () => {
    assert.deepEqual(identity?.statements[1]?.failed, {
      element: 'Action',
      span: { start: { line: 14, column: 35 }, end: { line: 14, column: 47 } },
    });
    assert.equal(identity?.statements[2]?.failed?.element, 'Resource');
  });

  test('tells the conditions that did not hold, and what was there instead', () => {
    const [own] = identity?.statements ?? [];
    assert.equal(own?.failed?.element, 'Condition');
    assert.equal(own?.failed?.span.start.line, 10);
    assert.deepEqual(
      own?.failedConditions.map((one) => [one.condition.key, one.actual]),
      [['aws:Referer', undefined]],
    );
  });

  test('places every statement', () => {
    assert.deepEqual(identity?.statements[0]?.span, {
      start: { line: 4, column: 5 },
      end: { line: 13, column: 6 },
    });
  });

  test('lists the context keys that were asked for in vain', () => {
    assert.deepEqual(trace.missingContextKeys, ['aws:referer']);
  });
});
