import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilePolicy, parsePolicy } from '../../policy/index.ts';
import { narrowPolicies, type ServiceUse } from './narrow-policies.ts';

function policy(Statement: unknown, Version = '2012-10-17') {
  const parsed = parsePolicy(JSON.stringify({ Version, Statement }), 'identity');
  assert.ok(parsed.ok);
  return compilePolicy(parsed.document, { kind: 'managed' });
}

function use(service: string, actions: Record<string, boolean>): ServiceUse {
  const found = Object.entries(actions).map(([name, isUsed]) => [name, isUsed] as const);
  return { service, isUsed: found.some(([, isUsed]) => isUsed), actions: new Map(found) };
}

const everythingElse = (service: string, known: readonly string[]) =>
  Object.fromEntries(known.map((name) => [`${service}:${name}`.toLowerCase(), false]));

const statementsOf = (text: string | undefined) => JSON.parse(text ?? '{"Statement":[]}').Statement;

describe('policies that are held to what was used', () => {
  const iamUse = use('iam', {
    ...everythingElse('iam', ['DeleteUser', 'CreateUser', 'GetUser', 'ListUsers']),
    'iam:getuser': true,
  });

  test('name the used actions, on the same resources and under the same conditions', () => {
    const Resource = 'arn:aws:iam::111122223333:user/*';
    const Condition = { Bool: { 'aws:SecureTransport': 'true' } };
    const Action = ['iam:GetUser', 'iam:DeleteUser', 's3:GetObject'];
    const held = policy([{ Sid: 'a', Effect: 'Allow', Action, Resource, Condition }]);
    const s3 = { service: 's3', isUsed: false, actions: new Map() };
    assert.deepEqual(statementsOf(narrowPolicies([held], [iamUse, s3])), [
      { Effect: 'Allow', Action: 'iam:GetUser', Resource, Condition },
    ]);
  });

  test('keep the actions that nobody keeps track of, where their service was used', () => {
    const held = policy([{ Effect: 'Allow', Action: 's3:GetObject*', Resource: '*' }]);
    const s3 = { service: 's3', isUsed: true, actions: new Map([['s3:getobjectacl', false]]) };
    const [{ Action }] = statementsOf(narrowPolicies([held], [s3]));
    assert.ok(Action.includes('s3:GetObject') && Action.includes('s3:GetObjectTagging'));
    assert.ok(!Action.includes('s3:GetObjectAcl'));
  });

  test('name what NotAction left over', () => {
    const held = policy([{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }]);
    const [{ Action }] = statementsOf(narrowPolicies([held], [iamUse]));
    assert.ok(Action.includes('iam:GetUser') && !Action.includes('iam:DeleteUser'));
  });

  test('deny what they denied, and are nothing where nothing was used', () => {
    const deny = { Effect: 'Deny', Action: 'iam:*', Resource: '*' };
    const held = policy([{ Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' }, deny]);
    assert.deepEqual(statementsOf(narrowPolicies([held], [iamUse]))[1], deny);
    assert.equal(narrowPolicies([held], [{ ...iamUse, isUsed: false }]), undefined);
  });

  test('of 2008 keep the meaning of what looks like a variable', () => {
    const Resource = 'arn:aws:iam::111122223333:user/${aws:username}';
    const held = policy([{ Effect: 'Allow', Action: 'iam:GetUser', Resource }], '2008-10-17');
    const [statement] = statementsOf(narrowPolicies([held], [iamUse]));
    assert.equal(statement.Resource, 'arn:aws:iam::111122223333:user/${$}{aws:username}');
  });
});
