import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReport } from './credential-report.ts';

const head =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

function lineOf(user: string, path = '/'): string {
  const arn = `arn:aws:iam::111122223333:user${path}${user}`;
  return `${user},${arn},2026-01-02T03:04:05+00:00,true,no_information,2026-01-02T03:04:05+00:00,N/A,false,true,2026-02-01T00:00:00+00:00,2026-03-01T00:00:00+00:00,us-east-1,s3,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`;
}

test('a line says what state password and keys are in', () => {
  const [alice] = readReport(`${head}\n${lineOf('alice')}\n`);
  assert.equal(alice?.user, 'alice');
  assert.equal(alice?.passwordEnabled, true);
  assert.equal(alice?.passwordLastUsed, undefined);
  assert.deepEqual(alice?.keys[0], {
    number: 1,
    active: true,
    rotated: new Date('2026-02-01T00:00:00Z'),
    lastUsed: new Date('2026-03-01T00:00:00Z'),
  });
  assert.equal(alice?.keys[1]?.active, false);
});

test('a name with commas moves no other column', () => {
  const [odd] = readReport(`${head}\n${lineOf('a,b', '/x,y/')}`);
  assert.equal(odd?.user, 'a,b');
  assert.equal(odd?.keys[0]?.active, true);
});
