import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cannedGrants } from './canned.ts';
import { grantTo, isPublic, readGrants, writeGrants } from './grants.ts';

const owner = 'a'.repeat(64);
const other = 'b'.repeat(64);

describe('an access control list', () => {
  test('comes back as it was kept', () => {
    const grants = cannedGrants('public-read-write', owner, owner);
    assert.deepEqual(readGrants(writeGrants(grants), owner), grants);
  });

  test('that is not kept is the full control of the owner', () => {
    const grants = readGrants(undefined, owner);
    assert.equal(grantTo(grants, 'WRITE_ACP', owner, false), 'account');
    assert.equal(grantTo(grants, 'READ', other, false), undefined);
    assert.equal(grantTo(grants, 'READ', undefined, false), undefined);
  });

  test('grants to everyone, unless public lists are ignored', () => {
    const grants = cannedGrants('public-read', owner, owner);
    assert.ok(isPublic(grants));
    assert.equal(grantTo(grants, 'READ', undefined, false), 'everyone');
    assert.equal(grantTo(grants, 'READ', undefined, true), undefined);
    assert.equal(grantTo(grants, 'WRITE', undefined, false), undefined);
  });

  test('grants to everyone with an account, and to nobody without one', () => {
    const grants = cannedGrants('authenticated-read', owner, owner);
    assert.ok(isPublic(grants));
    assert.equal(grantTo(grants, 'READ', other, false), 'account');
    assert.equal(grantTo(grants, 'READ', undefined, false), undefined);
  });

  test('grants the owner of the bucket what the writer says', () => {
    const grants = cannedGrants('bucket-owner-read', owner, other);
    assert.equal(grantTo(grants, 'READ', other, false), 'account');
    assert.equal(grantTo(grants, 'READ_ACP', other, false), undefined);
    assert.ok(!isPublic(grants));
  });
});
