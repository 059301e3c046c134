import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printPolicy } from './print.ts';
import { readPolicy } from './read.ts';

const POLICY = {
  Version: '2012-10-17',
  Id: 'x',
  Statement: [
    {
      Sid: 'One',
      Effect: 'Deny',
      NotPrincipal: { AWS: ['111122223333', '444455556666'], Service: 's3.amazonaws.com' },
      NotAction: 's3:Get*',
      NotResource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'],
      Condition: { StringEquals: { 'aws:a': 'b', 'aws:c': ['d', 'e'] }, Null: { 'aws:f': 'true' } },
    },
    { Effect: 'Allow', Principal: '*', Action: [], Resource: '*' },
  ],
};

test('a printed policy is the policy that was read', () => {
  const { document } = readPolicy(JSON.stringify(POLICY));
  assert.deepEqual(JSON.parse(printPolicy(document)), POLICY);
});

test('one statement is printed as a list, and an absent Version as the one that it means', () => {
  const { document } = readPolicy('{"Statement":{"Effect":"Allow","Action":"a:b","Resource":"*"}}');
  assert.equal(
    printPolicy(document, 0),
    '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Action":"a:b","Resource":"*"}]}',
  );
});
