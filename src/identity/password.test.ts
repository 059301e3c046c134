import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  isPassword,
  isReusedPassword,
  passwordExpiresAtMs,
  passwordFault,
  passwordPolicyDefaults,
} from './password.ts';
import { hashPassword, isCurrentHash, verifyPassword } from './password-hash.ts';

const account = { name: 'Acme-Corp1', email: 'root@acme.example' };

describe('password hashes', () => {
  test('a hash is a PHC string of argon2id that fits its password only', async () => {
    const hash = await hashPassword('Correct horse 1', randomBytes);
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    assert.ok(isCurrentHash(hash));
    assert.ok(await verifyPassword('Correct horse 1', hash));
    assert.ok(!(await verifyPassword('correct horse 1', hash)));
  });

  test('a known hash of another implementation verifies', async () => {
    const known =
      '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    assert.ok(await verifyPassword('password', known));
    assert.ok(!isCurrentHash(known));
  });

  test('a hash that asks for too much, or of another form, fits nothing', async () => {
    const tail = '$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    for (const head of [
      '$argon2id$v=19$m=9999999,t=2,p=1',
      '$argon2id$v=19$m=65536,t=99,p=1',
      '$argon2id$v=19$m=65536,t=2,p=9',
      '$argon2i$v=19$m=65536,t=2,p=1',
    ]) {
      assert.ok(!(await verifyPassword('password', head + tail)));
    }
    assert.ok(!(await verifyPassword('', '')));
  });
});

describe('password rules', () => {
  test("without a policy AWS's default one holds", () => {
    const fault = (password: string) => passwordFault(password, undefined, account)?.rule;
    assert.equal(fault('Ab1!xyz'), 'length');
    assert.equal(fault('abcdefgh1'), 'variety');
    assert.equal(fault('acme-CORP1'), 'account-name');
    assert.equal(fault('Abcdefg1'), undefined);
    assert.equal(fault('abcdef1!'), undefined);
  });

  test('a policy is checked rule by rule', () => {
    const policy = {
      ...passwordPolicyDefaults,
      minimumPasswordLength: 10,
      requireSymbols: true,
      requireNumbers: true,
      requireUppercaseCharacters: true,
      requireLowercaseCharacters: true,
    };
    const fault = (password: string) => passwordFault(password, policy, account);
    assert.deepEqual(fault('aB1!'), { rule: 'length', minimum: 10 });
    assert.equal(fault('aB1aaaaaaa')?.rule, 'symbols');
    assert.equal(fault('aB!aaaaaaa')?.rule, 'numbers');
    assert.equal(fault('a1!aaaaaaa')?.rule, 'uppercase');
    assert.equal(fault('A1!AAAAAAA')?.rule, 'lowercase');
    assert.equal(fault('aB1!aaaaaa'), undefined);
    assert.equal(passwordFault('simple', passwordPolicyDefaults, account), undefined);
  });

  test('the last passwords cannot be used again, as many as the policy says', async () => {
    const hashes = [await hashPassword('one', randomBytes), await hashPassword('two', randomBytes)];
    assert.ok(await isReusedPassword('two', hashes, 2));
    assert.ok(!(await isReusedPassword('two', hashes, 1)));
    assert.ok(!(await isReusedPassword('three', hashes, 24)));
  });

  test('passwords are 1 to 128 characters of Latin-1, and expire as the policy says', () => {
    assert.ok(isPassword('ÿ \t'));
    assert.ok(!isPassword(''));
    assert.ok(!isPassword('x'.repeat(129)));
    assert.ok(!isPassword('\u0100'));
    assert.equal(passwordExpiresAtMs(5, undefined), undefined);
    assert.equal(
      passwordExpiresAtMs(5, { ...passwordPolicyDefaults, maxPasswordAge: 1 }),
      86_400_005,
    );
  });
});
