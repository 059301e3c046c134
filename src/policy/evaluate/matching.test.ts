import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionMatches, resourceMatches } from './matching.ts';

test('actions match in any case, resources only in theirs', () => {
  assert.ok(actionMatches('S3:get*', 's3:GetObject'));
  assert.ok(!actionMatches('s3:Get*', 's3:PutObject'));
  assert.ok(resourceMatches('arn:aws:s3:::pics/*', 'arn:aws:s3:::pics/a'));
  assert.ok(!resourceMatches('arn:aws:s3:::pics/*', 'arn:aws:s3:::Pics/a'));
});
