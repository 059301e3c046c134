import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { iamOperations } from '../src/iam/operations.ts';
import { defaultQuotas } from '../src/identity/quotas.ts';
import { s3Operations } from '../src/s3/operations.ts';
import { stsOperations } from '../src/sts/operations.ts';

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

test('the reference of operations is what the declarations say (else: npm run docs)', () => {
  const args = [path('scripts/generate-reference.mjs'), '--check'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test("the table of the field's suite is what was recorded, and gives each reason", () => {
  const args = [path('scripts/s3-tests-table.mjs'), '--check'];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test('the reference names every operation', () => {
  const text = readFileSync(path('docs/reference/operations.md'), 'utf8');
  for (const { name } of [...s3Operations, ...iamOperations, ...stsOperations]) {
    assert.match(text, new RegExp(`\\b${name}\\b`));
  }
});

test('the guide to IAM tells the quotas that are in force', () => {
  const text = readFileSync(path('docs/guide/iam.md'), 'utf8');
  const told = [...text.matchAll(/^\| (\w+) \| ([\d,]+) \|$/gm)].map(([, name, value]) => [
    name,
    Number(value?.replaceAll(',', '')),
  ]);
  assert.deepEqual(Object.fromEntries(told), defaultQuotas);
});
