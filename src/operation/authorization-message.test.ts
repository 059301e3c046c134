import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { createMasterKeys } from '../identity/master-key.ts';
import { createTextSealer } from '../identity/sealed-text.ts';
import { compilePolicy, type PolicySet, type PolicySource, parsePolicy } from '../policy/index.ts';
import { createAuthorizationMessages, type Denial } from './authorization-message.ts';

const masterKeys = createMasterKeys([randomBytes(32)]);
const sealerFor = (purpose: string) =>
  createTextSealer(masterKeys, { purpose, limit: 10_240, randomBytes });
const messages = createAuthorizationMessages(sealerFor('messages'));

function policy(kind: PolicySource['kind'], ...statements: readonly object[]) {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const parsed = parsePolicy(text, kind === 'resource' ? 'resource' : 'identity');
  assert.ok(parsed.ok);
  return compilePolicy(parsed.document, { kind, name: kind });
}

function denial(policies: PolicySet): Denial {
  const facts = new Map([
    ['aws:sourceip', '192.0.2.7'],
    ['aws:useragent', 'never asked for'],
  ]);
  return {
    request: {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::bucket/key',
      resourceAccountId: '444455556666',
      principal: {
        kind: 'user',
        arn: 'arn:aws:iam::111122223333:user/alice',
        accountId: '111122223333',
        userId: 'AIDAALICE',
      },
      context: (key) => facts.get(key),
    },
    policies,
  };
}

const fromThere = { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } };
const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: fromThere };

describe('sealed messages of refusals', () => {
  test('carry who, what, the facts that were read and every policy', () => {
    const resource = policy('resource', {
      ...allow,
      Action: 's3:GetObject',
      Principal: '*',
      Resource: 'arn:aws:s3:::bucket/*',
    });
    const sealed = messages.seal(denial({ identity: [policy('inline', allow)], resource }));
    const record = messages.open(sealed);
    assert.ok(record !== undefined);
    assert.equal(record.principal.id, 'AIDAALICE');
    assert.equal(record.reason, 'no-resource-allow');
    assert.deepEqual(record.context, { 'aws:sourceip': '192.0.2.7' });
    assert.deepEqual(
      record.policies.map(({ role, statements }) => [role, statements[0]?.failed]),
      [
        ['resource', 'Condition'],
        ['identity', 'Condition'],
      ],
    );
    assert.deepEqual(record.policies[1]?.statements[0]?.content?.actions, ['s3:*']);
  });

  test('stay within 2048 characters by leaving out what matters least', () => {
    const strangers = Array.from({ length: 200 }, () => ({
      ...allow,
      Sid: randomBytes(20).toString('hex'),
      Action: 's3:PutObject',
    }));
    const some = messages.seal(denial({ identity: [policy('inline', allow, ...strangers)] }));
    assert.ok(some.length <= 2_048);
    const record = messages.open(some);
    assert.equal(record?.shortened, true);
    assert.equal(record.policies[0]?.statements.length, 1);
    const near = Array.from({ length: 200 }, () => ({
      ...allow,
      Resource: ['*', `arn:aws:s3:::${randomBytes(20).toString('hex')}`],
    }));
    const none = messages.seal(denial({ identity: [policy('inline', ...near)] }));
    assert.ok(none.length > 0 && none.length <= 2_048);
    assert.deepEqual(messages.open(none)?.policies, []);
  });

  test('nothing of them can be read, and none of another purpose is taken', () => {
    const sealed = messages.seal(denial({ identity: [] }));
    assert.ok(!Buffer.from(sealed, 'base64').toString('latin1').includes('alice'));
    assert.equal(messages.open(sealerFor('session tokens').seal('{}')), undefined);
    assert.equal(messages.open(''), undefined);
    assert.equal(messages.open('A'.repeat(20_000)), undefined);
  });
});
