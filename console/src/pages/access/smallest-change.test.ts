import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePolicy } from '../../../../src/policy/index.ts';
import type { RecordedEvent } from '../../api/cloudtrail/events.ts';
import { smallestChange } from './smallest-change.ts';

function refused(resource: string, more: Partial<RecordedEvent['decisions'][number]> = {}) {
  const decision = {
    action: 's3:GetObject',
    resource,
    allowed: false,
    reason: 'implicit-deny',
    lacking: 'identity',
    policy: '',
    statement: '',
    ...more,
  };
  return {
    id: '1',
    requestId: '1',
    time: new Date(),
    name: 'GetObject',
    service: 's3',
    principalArn: 'arn:aws:iam::111122223333:user/bob',
    principalType: 'IAMUser',
    userName: 'bob',
    roleArn: '',
    sourceIp: '127.0.0.1',
    errorCode: 'AccessDenied',
    errorMessage: 'no',
    decisions: [decision],
  };
}

test('what is proposed allows the very object, and nothing that its name would match', () => {
  const change = smallestChange(refused('arn:aws:s3:::photos/*'));
  assert.ok(change.kind === 'allow');
  const { Statement } = JSON.parse(change.policy);
  assert.equal(Statement[0].Resource, 'arn:aws:s3:::photos/${*}');
  assert.ok(parsePolicy(change.policy, 'identity').ok);
  for (const name of ['a?b', 'a$b', '${aws:username}']) {
    const proposed = smallestChange(refused(`arn:aws:s3:::photos/${name}`));
    assert.ok(proposed.kind === 'allow');
    assert.ok(!/[^{][*?]/.test(JSON.parse(proposed.policy).Statement[0].Resource), name);
  }
});

test('what is proposed for a session is a policy of its role, with its path', () => {
  const roleArn = 'arn:aws:iam::111122223333:role/ci/builder';
  const session = { ...refused('arn:aws:s3:::photos/a'), userName: '', roleArn };
  const change = smallestChange(session);
  assert.ok(change.kind === 'allow');
  assert.deepEqual(change.holder, { kind: 'Role', name: 'builder' });
  assert.equal(change.arn, roleArn);
});

test('an explicit Deny and a boundary are explained, for an Allow would not help', () => {
  const denied = refused('arn:aws:s3:::photos/a', { reason: 'explicit-deny', policy: 'strict' });
  assert.equal(smallestChange(denied).kind, 'explain');
  const bounded = refused('arn:aws:s3:::photos/a', { lacking: 'permissions-boundary' });
  assert.equal(smallestChange(bounded).kind, 'explain');
});
