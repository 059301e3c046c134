import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilePolicy, type Principal, parsePolicy } from '../policy/index.ts';
import { explanationOf } from './explanation.ts';

const accountId = '111122223333';
const arn = `arn:aws:iam::${accountId}:user/app`;
const principal: Principal = { kind: 'user', arn, accountId, userId: 'AIDA1', userName: 'app' };

function explained(statements: readonly object[], action: string, resource: string) {
  const parsed = parsePolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    'identity',
  );
  assert.ok(parsed.ok);
  const policy = compilePolicy(parsed.document, { kind: 'managed', name: 'site' });
  const request = {
    ...{ action, resource, resourceAccountId: accountId, principal },
    context: (key: string) => (key === 's3:prefix' ? 'b/' : undefined),
  };
  return explanationOf(request, { identity: [policy] });
}

const list = {
  Sid: 'List',
  Effect: 'Allow',
  Action: 's3:ListBucket',
  Resource: 'arn:aws:s3:::site',
};

describe('an explanation', () => {
  test('of what is allowed names the statement', () => {
    const { allowed, because, change } = explained([list], 's3:ListBucket', 'arn:aws:s3:::site');
    assert.deepEqual([allowed, because, change], [true, 'statement "List" of site', undefined]);
  });

  test('of an action that is missing names the statement about the resource', () => {
    const { nearest, change } = explained([list], 's3:DeleteBucket', 'arn:aws:s3:::site');
    assert.equal(nearest?.failed, 'Action');
    assert.equal(change, 'add "s3:DeleteBucket" to the Action of statement "List" of site');
  });

  test('of another resource names the statement with the action', () => {
    const { nearest, change } = explained([list], 's3:ListBucket', 'arn:aws:s3:::other');
    assert.equal(nearest?.detail, 'it is about arn:aws:s3:::site, and not arn:aws:s3:::other');
    assert.equal(change, 'add "arn:aws:s3:::other" to the Resource of statement "List" of site');
  });

  test('of a condition tells what the request had', () => {
    const held = { ...list, Condition: { StringLike: { 's3:prefix': 'a/*' } } };
    const { nearest, change } = explained([held], 's3:ListBucket', 'arn:aws:s3:::site');
    assert.equal(nearest?.detail, 'StringLike s3:prefix a/*, but the request has b/');
    assert.match(change ?? '', /fulfils the condition of statement "List" of site/);
  });

  test('of nothing near gives the statement that is missing', () => {
    const { nearest, change } = explained([list], 'iam:ListUsers', '*');
    assert.equal(nearest, undefined);
    assert.equal(
      change,
      'add to one of its policies {"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}',
    );
  });

  test('of a Deny says that no Allow helps', () => {
    const deny = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
    const { because, change } = explained([list, deny], 's3:ListBucket', 'arn:aws:s3:::site');
    assert.equal(because, 'Deny in statement 2 of site');
    assert.match(change ?? '', /^statement 2 of site must no longer match/);
  });
});
