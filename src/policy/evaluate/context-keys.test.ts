import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPolicy } from '../document/read.ts';
import { contextKeysOf } from './context-keys.ts';

const STATEMENT = `{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::b/\${aws:username}/*",
  "Condition":{"StringLike":{"S3:Prefix":"\${aws:PrincipalTag/Team, 'x'}/\${*}"},"Bool":{"s3:prefix":"\${a}"}}}`;

test('keys stand in conditions and in variables', () => {
  const { document } = readPolicy(`{"Version":"2012-10-17","Statement":${STATEMENT}}`);
  assert.deepEqual(contextKeysOf(document), ['S3:Prefix', 'aws:username', 'aws:principaltag/team']);
});

test('a policy of 2008 has no variables', () => {
  const { document } = readPolicy(`{"Statement":${STATEMENT}}`);
  assert.deepEqual(contextKeysOf(document), ['S3:Prefix']);
});
