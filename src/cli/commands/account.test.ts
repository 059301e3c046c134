import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, test } from 'node:test';
import { runCommandLine } from '../command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-account-'));
after(() => rmSync(folder, { recursive: true }));

const secret = 'nopqrstuvwxyzabcdefghijklmnabcdefghijklm';

async function account(
  args: readonly string[],
  given: { input?: string; environment?: Record<string, string> } = {},
) {
  let out = '';
  let error = '';
  const code = await runCommandLine(['account', ...args], {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    input: Readable.from([given.input ?? '']),
    environment: { HOME: folder, ...given.environment },
    folder,
  });
  return { code, out, error };
}

describe('account create and list', () => {
  test('a new account has made-up ids and a root key that is printed', async () => {
    const { code, out } = await account(['create', '--name', 'team-a']);
    assert.equal(code, 0);
    assert.match(out, /^Account {12}\d{12}$/m);
    assert.match(out, /^User {15}root$/m);
    assert.match(out, /^Secret access key {2}\S{40}$/m);
  });

  test('everything can be given, and a secret that was given is not printed', async () => {
    const args = ['create', '--json', '--account-id', '111122223333', '--canonical-id', 'testid'];
    const more = ['--name', 'M. Tester', '--email', 'tester@example.com'];
    const key = ['--access-key-id', 'NOPQRSTUVWXYZABCDEFG', '--secret-access-key', secret];
    const { code, out } = await account([...args, ...more, ...key]);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), {
      accountId: '111122223333',
      canonicalId: 'testid',
      name: 'M. Tester',
      email: 'tester@example.com',
      accessKeyId: 'NOPQRSTUVWXYZABCDEFG',
    });
  });

  test('a user with a policy and a key joins an account, its secret from standard input', async () => {
    const policy = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const user = ['--account-id', '111122223333', '--user', 'iam', '--attach-policy', policy];
    const key = ['--access-key-id', 'ABCDEFGHIJKLMNOPQRST', '--secret-access-key-stdin'];
    const { code, out, error } = await account(['create', '--json', ...user, ...key], {
      input: `${secret}\n`,
    });
    assert.equal(code, 0, error);
    assert.equal(JSON.parse(out).userName, 'iam');
    assert.ok(!out.includes(secret));
  });

  test('a secret can come from the environment', async () => {
    const args = ['create', '--json', '--access-key-id', 'HIJKLMNOPQRSTUVWXYZA'];
    const environment = { STRONGROOM_ACCOUNT_SECRET_ACCESS_KEY: secret };
    const { code, out } = await account(args, { environment });
    assert.equal(code, 0);
    assert.ok(!out.includes(secret));
  });

  test('the list has every account', async () => {
    const { code, out } = await account(['list', '--json']);
    assert.equal(code, 0);
    const names = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).name);
    assert.equal(names.length, 3);
    assert.ok(names.includes('team-a') && names.includes('M. Tester'));
    assert.match((await account(['list'])).out, /^111122223333 {2}\S+ {2}M\. Tester /m);
  });

  for (const [what, args, code, message] of [
    ['an account id that is taken', ['--account-id', '111122223333'], 1, /taken already/],
    ['a key id that is taken', ['--access-key-id', 'NOPQRSTUVWXYZABCDEFG'], 1, /taken already/],
    ['an account id of another form', ['--account-id', '12'], 1, /twelve digits/],
    ['a short secret', ['--access-key-id', 'AKIA0000', '--secret-access-key', 'x'], 1, /short/],
    ['a key id without secret', ['--access-key-id', 'AKIA0000'], 2, /given together/],
    ['a policy without user', ['--attach-policy', 'arn:x'], 2, /--attach-policy needs --user/],
    ['a policy that is not there', ['--user', 'u', '--attach-policy', 'arn:x'], 1, /no policy/],
    [
      'a user for an account of another name',
      ['--account-id', '111122223333', '--user', 'u', '--name', 'other'],
      1,
      /its name is M\. Tester/,
    ],
  ] as const) {
    test(`${what} is refused`, async () => {
      const environment =
        what === 'a key id that is taken' ? { STRONGROOM_ACCOUNT_SECRET_ACCESS_KEY: secret } : {};
      const result = await account(['create', ...args], { environment });
      assert.equal(result.code, code, result.error);
      assert.match(result.error, message);
    });
  }

  test('a folder that is not there is not made by a list', async () => {
    const { code, error } = await account(['list', '--data', 'nowhere']);
    assert.equal(code, 1);
    assert.match(error, /there is no data folder .*nowhere/);
  });
});

describe('the root keys of an account', () => {
  const of = ['--account-id', '111122223333'];

  async function keyIds(): Promise<string[]> {
    const { out } = await account(['list-keys', ...of, '--json']);
    return out.split('\n').flatMap((line) => (line === '' ? [] : JSON.parse(line).accessKeyId));
  }

  test('another one is made, listed and deleted', async () => {
    const made = JSON.parse((await account(['create-key', ...of, '--json'])).out);
    assert.match(made.secretAccessKey, /^\S{40}$/);
    assert.deepEqual(await keyIds(), ['NOPQRSTUVWXYZABCDEFG', made.accessKeyId]);
    const page = await account(['list-keys', ...of]);
    assert.match(
      page.out,
      new RegExp(`^${made.accessKeyId}  Active    made \\S+  never used$`, 'm'),
    );
    assert.ok(!page.out.includes(made.secretAccessKey));

    const third = await account(['create-key', ...of]);
    assert.equal(third.code, 1);
    assert.match(
      third.error,
      /has 2 keys already; delete one with `strongroom account delete-key`/,
    );

    const gone = ['delete-key', ...of, '--access-key-id', made.accessKeyId];
    assert.equal((await account(gone)).code, 0);
    assert.deepEqual(await keyIds(), ['NOPQRSTUVWXYZABCDEFG']);
    const again = await account(gone);
    assert.equal(again.code, 1);
    assert.match(again.error, /has no key AKIA/);
  });

  test('of a user are not among them', async () => {
    const user = ['delete-key', ...of, '--access-key-id', 'ABCDEFGHIJKLMNOPQRST'];
    assert.equal((await account(user)).code, 1);
  });

  for (const what of ['create-key', 'list-keys'] as const) {
    test(`${what} names an account that is not there, and asks for one`, async () => {
      const { code, error } = await account([what, '--account-id', '999999999999']);
      assert.equal(code, 1);
      assert.match(error, /there is no account 999999999999; see `strongroom account list`/);
      assert.equal((await account([what])).code, 2);
    });
  }
});
