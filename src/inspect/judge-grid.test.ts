import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compilePolicy, type PolicyGrammar, type Principal, parsePolicy } from '../policy/index.ts';
import { accountAbilities } from './account-abilities.ts';
import { credentialFindings } from './credential-findings.ts';
import { judgeGrid } from './judge-grid.ts';
import { sentence } from './sentence.ts';
import type { HeldPolicies, Subject } from './subject.ts';

const accountId = '111122223333';
const arn = `arn:aws:iam::${accountId}:user/app`;
const subject: Subject = { arn, accountId, partition: 'aws', kind: 'user', name: 'app' };
const principal: Principal = { kind: 'user', arn, accountId, userId: 'AIDA1', userName: 'app' };

function compiled(statements: readonly object[], kind: 'managed' | 'boundary' | 'resource') {
  const grammar: PolicyGrammar = kind === 'resource' ? 'resource' : 'identity';
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const parsed = parsePolicy(text, grammar);
  assert.ok(parsed.ok, text);
  return compilePolicy(parsed.document, { kind, name: 'p' });
}

function allow(Action: unknown, Resource: unknown, more: object = {}) {
  return { Effect: 'Allow', Action, Resource, ...more };
}

function look(statements: readonly object[], buckets = ['uploads', 'other'], resource?: object) {
  const held: HeldPolicies = {
    principal,
    identity: [compiled(statements, 'managed')],
    boundary: undefined,
  };
  const policies = new Map(
    resource === undefined ? [] : [['uploads', compiled([resource], 'resource')] as const],
  );
  const rows = judgeGrid(subject, held, buckets, policies);
  const account = accountAbilities(subject, held);
  const keys = undefined;
  return {
    verdicts: rows.map(({ cells }) => cells.map(({ verdict }) => verdict)),
    rows,
    sentence: sentence(rows, account),
    codes: credentialFindings({ subject, rows, account, keys, nowMs: 0 }).map(({ code }) => code),
  };
}

const yes = 'allowed';
const no = 'denied';
const nothing = [no, no, no, no, no, no, no];

describe('the grid of what the tutorials give', () => {
  test('AmazonS3FullAccess can delete every bucket', () => {
    const { verdicts, sentence: text, codes } = look([allow(['s3:*', 's3-object-lambda:*'], '*')]);
    assert.deepEqual(verdicts, [
      [yes, yes, yes, yes, yes, yes, yes],
      [yes, yes, yes, yes, yes, yes, yes],
    ]);
    assert.match(text, /delete the bucket in every bucket \(2\)/);
    assert.ok(codes.includes('deletes-buckets') && codes.includes('every-bucket'));
  });

  test('the policy for one bucket cannot delete it, and reaches no other', () => {
    const {
      verdicts,
      sentence: text,
      codes,
    } = look([
      allow(['s3:ListBucket', 's3:GetBucketLocation'], 'arn:aws:s3:::uploads'),
      allow(['s3:PutObject', 's3:GetObject', 's3:DeleteObject'], 'arn:aws:s3:::uploads/*'),
    ]);
    assert.deepEqual(verdicts, [[yes, yes, yes, yes, no, no, no], nothing]);
    assert.equal(text, 'Can list, read, write and delete in uploads; nothing else.');
    assert.deepEqual(codes, []);
  });

  test('s3:* on one bucket is that bucket, whole', () => {
    const { verdicts, codes } = look([
      allow('s3:*', ['arn:aws:s3:::uploads', 'arn:aws:s3:::uploads/*']),
    ]);
    assert.deepEqual(verdicts, [[yes, yes, yes, yes, yes, yes, yes], nothing]);
    assert.ok(!codes.includes('every-bucket'));
  });
});

describe('cells that are neither yes nor no', () => {
  test('a folder is told', () => {
    const { rows } = look([allow('s3:GetObject', 'arn:aws:s3:::uploads/public/*')]);
    const read = rows[0]?.cells.find(({ ability }) => ability === 'read');
    assert.deepEqual([read?.verdict, read?.limits], ['limited', ['public/*']]);
  });

  test('a condition is told', () => {
    const Condition = { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } };
    const { rows, sentence: text } = look([
      allow('s3:ListBucket', 'arn:aws:s3:::uploads', { Condition }),
    ]);
    const list = rows[0]?.cells[0];
    assert.deepEqual(
      [list?.verdict, list?.limits],
      ['limited', ['IpAddress aws:SourceIp 192.0.2.0/24']],
    );
    assert.match(text, /^Can list \(IpAddress aws:SourceIp 192\.0\.2\.0\/24\) in uploads; nothing/);
  });

  test('a Deny of the bucket policy wins and is named', () => {
    const deny = {
      ...{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject' },
      Resource: 'arn:aws:s3:::uploads/*',
    };
    const { rows } = look([allow('s3:*', '*')], ['uploads'], deny);
    const cell = rows[0]?.cells.find(({ ability }) => ability === 'delete');
    assert.deepEqual([cell?.verdict, cell?.because], ['denied', 'Deny in statement 1 of p']);
  });
});

describe('what stands beside the buckets', () => {
  test('an administrator is called one', () => {
    const { sentence: text, codes } = look([allow('*', '*')]);
    assert.equal(text, 'Can do everything in the account, IAM included.');
    assert.ok(codes.includes('administrator'));
  });

  test('a way to every right is found', () => {
    assert.ok(look([allow('iam:PutUserPolicy', '*')]).codes.includes('escalation'));
    assert.ok(look([allow('iam:TagUser', '*')]).codes.includes('iam-write'));
  });

  test('old, idle and second keys are found', () => {
    const day = 86_400_000;
    const key = { isActive: true, createdAtMs: 0 };
    const found = credentialFindings({
      ...{ subject, rows: [], account: undefined, nowMs: 100 * day },
      keys: [
        { ...key, id: 'AKIA1', lastUsedAtMs: 99 * day },
        { ...key, id: 'AKIA2', lastUsedAtMs: undefined },
      ],
    });
    assert.deepEqual(
      found.map(({ code }) => code),
      ['old-key', 'old-key', 'unused-key', 'second-key'],
    );
  });
});
