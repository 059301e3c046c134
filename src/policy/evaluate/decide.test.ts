import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPolicy } from '../document/read.ts';
import { compilePolicy } from './compile.ts';
import { decide } from './decide.ts';
import type { AccessRequest } from './request.ts';

const request: AccessRequest = {
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::pics/a',
  resourceAccountId: '111122223333',
  principal: {
    kind: 'user',
    arn: 'arn:aws:iam::111122223333:user/ann',
    accountId: '111122223333',
    userId: 'AIDAANN',
    userName: 'ann',
  },
  context: () => {
    throw new Error('no context key is read before a policy asks for it');
  },
};

function identity(...statements: unknown[]) {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return { identity: [compilePolicy(readPolicy(text).document, { kind: 'inline', name: 'x' })] };
}

// The rules themselves are in test/policy-cases and test/differential.
describe('deciding', () => {
  test('denies what no policy allows', () => {
    assert.equal(decide(request, { identity: [] }).allowed, false);
  });

  test('reads the context only for statements about the action and resource', () => {
    const Condition = { StringEquals: { 'aws:Referer': 'x' } };
    const policies = identity(
      { Effect: 'Deny', Action: 's3:PutObject', Resource: '*', Condition },
      { Effect: 'Deny', Action: '*', Resource: 'arn:aws:s3:::other', Condition },
      { Effect: 'Allow', Action: '*', Resource: '*' },
    );
    assert.equal(decide(request, policies).allowed, true);
  });

  test('tells the statement and the policy that decided', () => {
    const policies = identity(
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Sid: 'No', Effect: 'Deny', Action: 's3:Get*', Resource: '*' },
    );
    const { reason } = decide(request, policies);
    assert.ok(reason.type === 'explicit-deny');
    assert.equal(reason.statement.sid, 'No');
    assert.equal(reason.policy.name, 'x');
  });

  test('a trust policy of another account suffices only under Ceph’s rules, within the boundary', () => {
    const arn = 'arn:aws:iam::444455556666:role/r';
    const trust = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: request.principal.arn },
        Action: 'sts:AssumeRole',
      },
    });
    const assume = { ...request, action: 'sts:AssumeRole', resource: arn };
    const asked = { ...assume, resourceAccountId: '444455556666' };
    const resource = compilePolicy(readPolicy(trust).document, { kind: 'trust', attachedTo: arn });
    assert.equal(decide(asked, { identity: [], resource }).allowed, false);
    const ceph = { identity: [], resource, trustSuffices: true };
    assert.equal(decide(asked, ceph).allowed, true);
    const [boundary] = identity({ Effect: 'Allow', Action: 's3:*', Resource: '*' }).identity;
    assert.equal(decide(asked, { ...ceph, boundary }).allowed, false);
  });

  test('a policy that must allow stands before identity policies, and before the root', () => {
    const key = (AWS: string, Effect = 'Allow') => {
      const statement = { Effect, Principal: { AWS }, Action: 's3:*', Resource: '*' };
      const text = JSON.stringify({ Version: '2012-10-17', Statement: statement });
      return compilePolicy(readPolicy(text).document, { kind: 'resource' });
    };
    const all = identity({ Effect: 'Allow', Action: '*', Resource: '*' });
    const root = {
      ...request.principal,
      kind: 'root' as const,
      arn: 'arn:aws:iam::111122223333:root',
    };
    const asRoot = { ...request, principal: root };
    const verdict = (asked: AccessRequest, AWS: string, set = all) =>
      decide(asked, { ...set, resource: key(AWS), resourceMustAllow: true }).allowed;
    assert.equal(verdict(request, 'arn:aws:iam::111122223333:user/bob'), false);
    assert.equal(verdict(asRoot, 'arn:aws:iam::111122223333:user/bob'), false);
    assert.equal(verdict(request, '111122223333'), true);
    assert.equal(verdict(request, '111122223333', { identity: [] }), false);
    assert.equal(verdict(asRoot, '111122223333', { identity: [] }), true);
    assert.equal(verdict(request, 'arn:aws:iam::111122223333:user/ann', { identity: [] }), true);
  });

  test('an operator that no parser lets through cannot be compiled', () => {
    const text = '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
    const { document } = readPolicy(text);
    const [statement] = document.statements;
    assert.ok(statement !== undefined);
    const conditions = [{ operator: 'StringIs', key: 'a', values: [], span: statement.span }];
    const broken = { ...document, statements: [{ ...statement, conditions }] };
    assert.throws(() => compilePolicy(broken, { kind: 'inline' }), /No such operator/);
  });
});
