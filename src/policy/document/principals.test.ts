import assert from 'node:assert/strict';
import { test } from 'node:test';
import { principalsOf, renamePrincipals } from './principals.ts';
import { readPolicy } from './read.ts';

const TEXT = `{"Statement":[
  {"Effect":"Allow","Principal":{"AWS":["*","arn:aws:iam::111122223333:user/ann"]},"Action":"s3:*","Resource":"*"},
  {"Effect":"Deny","NotPrincipal":{"Service":"sns.amazonaws.com"},"Action":"s3:*","Resource":"*"},
  {"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}`;

test('every named principal is listed with its place', () => {
  const found = principalsOf(readPolicy(TEXT).document);
  assert.deepEqual(
    found.map((one) => [one.type, one.value, one.span.start.line]),
    [
      ['AWS', 'arn:aws:iam::111122223333:user/ann', 2],
      ['Service', 'sns.amazonaws.com', 3],
    ],
  );
});

test('principals are renamed in a copy, and everyone stays everyone', () => {
  const { document } = readPolicy(TEXT);
  const renamed = renamePrincipals(document, (one) => (one.type === 'AWS' ? 'AIDAX' : one.value));
  assert.deepEqual(
    renamed.statements.map((one) => one.principal?.named.map((name) => name.value)),
    [['*', 'AIDAX'], ['sns.amazonaws.com'], []],
  );
  assert.equal(principalsOf(document)[0]?.value, 'arn:aws:iam::111122223333:user/ann');
});
