import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, test } from 'node:test';
import { runCommandLine } from '../command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-policy-'));
after(() => rmSync(folder, { recursive: true }));

async function policy(args: readonly string[], input = '') {
  let out = '';
  let error = '';
  const code = await runCommandLine(['policy', ...args], {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    input: Readable.from([input]),
    environment: {},
    folder,
  });
  return { code, out, error };
}

function keep(name: string, content: unknown): string {
  const text = typeof content === 'string' ? content : JSON.stringify(content, undefined, 2);
  writeFileSync(join(folder, name), text);
  return name;
}

const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource, ...more }],
});
const objects = 'arn:aws:s3:::site/*';

describe('policy validate', () => {
  test('a good policy has exit code 0 and nothing on standard output', async () => {
    const name = keep('good.json', allow('s3:GetObject', objects));
    const { code, out, error } = await policy(['validate', name]);
    assert.deepEqual([code, out], [0, '']);
    assert.equal(error, 'good.json: nothing to say against it\n');
  });

  test("what AWS refuses is an error with AWS's words, the detail and the place", async () => {
    const name = keep('bad.json', '{\n  "Version": "2012-10-17",\n  "Statment": []\n}');
    const { code, out } = await policy(['validate', name]);
    assert.equal(code, 1);
    assert.equal(
      out,
      'bad.json:3:3: error: Syntax errors in policy. ' +
        '(a policy has no element "Statment") [MalformedPolicyDocument]\n',
    );
  });

  for (const [what, document, expected] of [
    [
      'a misspelt action',
      allow('s3:GetObjects', objects),
      /:6:17: error: No action is called s3:GetObjects, did you mean s3:GetObject\? \[unknown-action/,
    ],
    [
      'an object action on a bucket',
      allow('s3:GetObject', 'arn:aws:s3:::site'),
      /warning: s3:GetObject has no effect here: it acts on .*arn:aws:s3:::\*\/\*.* \[idle-action/,
    ],
    [
      'a bucket action on objects',
      allow(['s3:ListBucket', 's3:GetObject'], objects),
      /warning: s3:ListBucket has no effect here: it acts on arn:aws:s3:::\* \[idle-action/,
    ],
    ['an administrator', allow('*', '*'), /security: Every action on everything.* \[every-action/],
    ['all of S3', allow('s3:*', '*'), /security: s3:\* on "\*" reaches everything/],
    ['a way up', allow('iam:Put*', '*'), /lets its holder take every right \(iam:PutUserPolicy\)/],
    [
      'what another value covers',
      allow(['s3:Get*', 's3:GetObject'], objects),
      /suggestion: The action s3:GetObject is part of s3:Get\* already/,
    ],
    [
      'an unknown key',
      allow('s3:ListBucket', 'arn:aws:s3:::site', {
        Condition: { StringLike: { 's3:prefx': 'a/*' } },
      }),
      /warning: No request for these actions has the key s3:prefx, did you mean s3:prefix\?/,
    ],
    [
      'a policy for everybody',
      allow('s3:GetObject', objects, { Principal: '*' }),
      /security: This statement grants to everybody/,
    ],
  ] as const) {
    test(`${what} is found`, async () => {
      const { out } = await policy(['validate', keep('finding.json', document)]);
      assert.match(out, expected);
    });
  }

  test('only errors fail, unless it is strict', async () => {
    const name = keep('wide.json', allow('s3:*', '*'));
    assert.equal((await policy(['validate', name])).code, 0);
    assert.equal((await policy(['validate', '--strict', name])).code, 1);
  });

  test('--json prints an object a line, also of standard input', async () => {
    const { out } = await policy(['validate', '--json', '-'], JSON.stringify(allow('*', '*')));
    const { file, severity, code } = JSON.parse(out);
    assert.deepEqual([file, severity, code], ['-', 'security', 'every-action']);
  });

  test('a file that cannot be read is named', async () => {
    const { code, error } = await policy(['validate', 'nowhere.json']);
    assert.equal(code, 1);
    assert.match(error, /the policy nowhere\.json cannot be read: ENOENT/);
    assert.equal((await policy(['validate'])).code, 2);
    assert.equal((await policy(['validate', '--type', 'some', 'wide.json'])).code, 2);
  });
});

describe('policy format', () => {
  const ugly = '{"Statement":{"Action":["s3:GetObject"],"Effect":"Allow","Resource":"*"}}';

  test('prints the same policy in the usual order', async () => {
    const { code, out } = await policy(['format', '-'], ugly);
    assert.equal(code, 0);
    assert.match(out, /^\{\n {2}"Version": "2008-10-17",\n {2}"Statement": \[\n/);
    assert.equal((await policy(['format', '-'], out)).out, out);
  });

  test('--check names what would change, --write changes it', async () => {
    const name = keep('ugly.json', ugly);
    assert.deepEqual(await policy(['format', '--check', name]), {
      code: 1,
      out: 'ugly.json\n',
      error: '',
    });
    assert.equal((await policy(['format', '--write', name])).code, 0);
    assert.match(readFileSync(join(folder, name), 'utf8'), /^\{\n {2}"Version"/);
    assert.equal((await policy(['format', '--check', name])).code, 0);
  });

  test('a policy with a fault is not formatted, and says where the fault is', async () => {
    const { code, error } = await policy(['format', '-'], '{"Statement": [}');
    assert.equal(code, 1);
    assert.match(error, /-:1:16: Syntax errors in policy\. \(`strongroom policy validate -`/);
  });
});

describe('policy diff', () => {
  const before = keep('before.json', allow('s3:*', objects));

  test('the same reach in other words is no difference', async () => {
    const other = {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'b', Effect: 'Allow', Action: ['s3:*', 's3:GetObject'], Resource: [objects] },
        { Sid: 'a', Effect: 'Allow', Action: 'S3:*', Resource: 'arn:aws:s3:::site/a/*' },
      ],
    };
    assert.deepEqual(await policy(['diff', before, keep('other.json', other)]), {
      code: 0,
      out: '',
      error: '',
    });
  });

  test('what is gone and what is new is told by action and resource', async () => {
    const fresh = allow('s3:GetObject', ['arn:aws:s3:::site/a/*', 'arn:aws:s3:::logs/*']);
    const { code, out } = await policy(['diff', before, keep('after.json', fresh)]);
    assert.equal(code, 1);
    assert.equal(
      out,
      '- Allow s3:* on arn:aws:s3:::site/*\n+ Allow s3:GetObject on arn:aws:s3:::logs/*\n',
    );
  });

  test('a new condition is a difference', async () => {
    const narrowed = allow('s3:*', objects, {
      Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    });
    const { out } = await policy(['diff', before, keep('after.json', narrowed)]);
    assert.match(out, /^\+ Allow s3:\* on \S+ if IpAddress aws:SourceIp 192\.0\.2\.0\/24$/m);
  });

  test('two files are needed', async () => {
    assert.equal((await policy(['diff', before])).code, 2);
  });
});
