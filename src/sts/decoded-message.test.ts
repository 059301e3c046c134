import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DenialRecord, PolicyRecord } from '../operation/authorization-message.ts';
import { decodedMessage } from './decoded-message.ts';

const content = {
  principals: [],
  notPrincipals: [],
  actions: ['s3:*'],
  notActions: [],
  resources: ['*'],
  notResources: [],
  conditions: [],
};

function policyOf(role: PolicyRecord['role'], sid: string): PolicyRecord {
  const kind = role === 'resource' ? 'resource' : 'inline';
  const effect = role === 'resource' ? 'Deny' : 'Allow';
  const statement = { index: 0, sid, effect, matched: true, failed: undefined, content } as const;
  return { role, source: { kind }, statements: [statement] };
}

const record: DenialRecord = {
  explicitDeny: true,
  reason: 'explicit-deny',
  principal: {
    id: 'AIDAALICE',
    arn: 'arn:aws:iam::111111111111:user/a',
    accountId: '111111111111',
  },
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::bucket/key',
  resourceAccountId: '222222222222',
  context: {},
  missingContextKeys: [],
  policies: [policyOf('resource', 'Bucket'), policyOf('identity', 'User')],
  shortened: false,
};

test('an account sees its own policies of a refusal across accounts, and not the other ones', () => {
  const ofCaller = decodedMessage(record, '111111111111');
  assert.ok(ofCaller.includes('User') && !ofCaller.includes('Bucket'));
  assert.match(ofCaller, /"matchedStatements":\{"items":\[\]\}/);
  assert.match(ofCaller, /"policiesOfOtherAccounts":1/);
  const ofOwner = decodedMessage(record, '222222222222');
  assert.ok(ofOwner.includes('"statementId":"Bucket"') && !ofOwner.includes('User'));
});

test('all policies are shown where both are of one account', () => {
  const one = { ...record, resourceAccountId: '111111111111' };
  const text = decodedMessage(one, '111111111111');
  assert.ok(text.includes('Bucket') && text.includes('User'));
  assert.match(text, /"policiesOfOtherAccounts":0/);
});
