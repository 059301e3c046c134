import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Use } from '../../../identities/activity.ts';
import { RememberedUses } from './remembered-uses.ts';

const use = (atMs: number, changes: Partial<Use> = {}): Use => ({
  atMs,
  service: 's3',
  action: 'GetObject',
  region: 'us-east-1',
  accessKeyId: 'AKIAONE',
  principalId: 'AIDAONE',
  ...changes,
});

/** All that is remembered, as lines. */
function told(uses: RememberedUses): readonly string[] {
  const lines: string[] = [];
  uses.eachKey((id, { atMs, service, region }) => lines.push(`${id} ${service} ${region} ${atMs}`));
  uses.eachPrincipal((id, action, { atMs, service, region }) =>
    lines.push(`${id} ${service}:${action ?? '*'} ${region} ${atMs}`),
  );
  uses.eachPassword((id, atMs) => lines.push(`${id} password ${atMs}`));
  return lines;
}

test('a use is one of the key, of the service and of the action', () => {
  const uses = new RememberedUses();
  uses.use(use(1));
  assert.deepEqual(told(uses), [
    'AKIAONE s3 us-east-1 1',
    'AIDAONE s3:* us-east-1 1',
    'AIDAONE s3:GetObject us-east-1 1',
  ]);
  assert.equal(uses.size, 3);
});

test('the newest use of each kind stays, wherever it was', () => {
  const uses = new RememberedUses();
  uses.use(use(5));
  uses.use(use(9, { region: 'eu-west-1', action: undefined }));
  uses.use(use(7, { service: 'iam', action: 'GetUser' }));
  uses.use(use(3));
  assert.deepEqual(told(uses), [
    'AKIAONE s3 eu-west-1 9',
    'AIDAONE s3:* eu-west-1 9',
    'AIDAONE s3:GetObject us-east-1 5',
    'AIDAONE iam:* us-east-1 7',
    'AIDAONE iam:GetUser us-east-1 7',
  ]);
  assert.equal(uses.size, 5);
});

test('what could not be written comes back without hiding what is newer', () => {
  const unwritten = new RememberedUses();
  unwritten.use(use(5));
  unwritten.use(use(6, { principalId: 'AIDATWO', accessKeyId: undefined }));
  unwritten.password('AIDAONE', 4);
  const uses = new RememberedUses();
  uses.use(use(8, { action: 'PutObject' }));
  uses.password('AIDAONE', 2);
  uses.merge(unwritten);
  assert.deepEqual(told(uses), [
    'AKIAONE s3 us-east-1 8',
    'AIDAONE s3:* us-east-1 8',
    'AIDAONE s3:PutObject us-east-1 8',
    'AIDAONE s3:GetObject us-east-1 5',
    'AIDATWO s3:* us-east-1 6',
    'AIDATWO s3:GetObject us-east-1 6',
    'AIDAONE password 4',
  ]);
  assert.equal(uses.size, 7);
});
