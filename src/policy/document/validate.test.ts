import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parsePolicy, policySize } from './parse.ts';

const STATEMENT = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::pics' };

const SYNTAX = 'Syntax errors in policy.';
const LEGACY = 'The policy failed legacy parsing';
const NO_ACTIONS = 'Policy statement must contain actions.';
const NO_RESOURCES = 'Policy statement must contain resources.';

function policy(...statements: unknown[]): unknown {
  return { Version: '2012-10-17', Statement: statements };
}

function message(document: unknown, kind: 'identity' | 'trust' = 'identity', managed = false) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const parsed = parsePolicy(text, kind, { managed });
  if (parsed.ok) return 'accepted';
  assert.equal(parsed.code, 'MalformedPolicyDocument');
  return parsed.message;
}

function expectAll(rows: readonly (readonly [unknown, string])[], kind?: 'identity' | 'trust') {
  for (const [document, expected] of rows) {
    const name = `${JSON.stringify(document)}: ${expected}`.slice(0, 180);
    test(name, () => assert.equal(message(document, kind), expected));
  }
}

describe('an identity policy that is no policy', () => {
  expectAll([
    ['no json', SYNTAX],
    ['null', SYNTAX],
    ['[]', SYNTAX],
    ['', SYNTAX],
    ['{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}', SYNTAX],
    [{ Version: '2013-10-17', Statement: STATEMENT }, SYNTAX],
    [{ Version: '2010-10-17', Statement: [STATEMENT] }, SYNTAX],
    [{ Version: '2012-10-17' }, SYNTAX],
    [policy(), SYNTAX],
    [policy('text'), SYNTAX],
    [{ ...Object(policy(STATEMENT)), Extra: 1 }, SYNTAX],
    [{ ...Object(policy(STATEMENT)), Id: [] }, SYNTAX],
    [policy({ ...STATEMENT, Extra: 'x' }), SYNTAX],
    [policy({ ...STATEMENT, effect: 'Allow' }), SYNTAX],
    [policy({ ...STATEMENT, Sid: {} }), SYNTAX],
    [policy({ ...STATEMENT, Effect: 'Perhaps' }), SYNTAX],
    [policy({ Action: 's3:*', Resource: '*' }), SYNTAX],
    [policy({ ...STATEMENT, Action: {} }), SYNTAX],
    [policy({ ...STATEMENT, Action: [[]] }), SYNTAX],
    [policy({ ...STATEMENT, Resource: ['*', {}] }), SYNTAX],
    [policy({ ...STATEMENT, NotAction: 's3:*' }), SYNTAX],
    [policy({ ...STATEMENT, NotResource: '*' }), SYNTAX],
    [policy({ ...STATEMENT, Condition: [] }), SYNTAX],
    [policy({ ...STATEMENT, Condition: { a: 'b' } }), SYNTAX],
    [policy({ ...STATEMENT, Condition: { x: { a: '1' } } }), SYNTAX],
    [policy({ ...STATEMENT, Condition: { StringEquals: { a: {} } } }), SYNTAX],
    [policy({ ...STATEMENT, Condition: { StringEquals: { a: [null] } } }), SYNTAX],
    [policy({ ...STATEMENT, Condition: { 'ForAnyValue::StringEquals': { a: 'b' } } }), SYNTAX],
    [policy({ ...STATEMENT, Condition: { NullIfExists: { a: 'true' } } }), SYNTAX],
    [policy({ ...STATEMENT, Sid: 'smile 😀' }), SYNTAX],
  ]);
});

describe('an identity policy that IAM does not accept', () => {
  const named = { ...STATEMENT, Principal: '*' };
  const date = (value: string) => ({ Condition: { DateLessThan: { 'aws:CurrentTime': value } } });
  expectAll([
    [policy(named), 'Policy document should not specify a principal.'],
    [
      policy({ ...STATEMENT, NotPrincipal: { AWS: '111122223333' } }),
      'Policy document should not specify a principal.',
    ],
    [policy({ ...STATEMENT, Effect: 'allow' }), LEGACY],
    [policy({ ...STATEMENT, ...date('yesterday') }), LEGACY],
    [policy({ ...STATEMENT, ...date('234-13') }), LEGACY],
    [policy({ ...STATEMENT, ...date('9223372036854775808') }), LEGACY],
    [policy({ ...STATEMENT, Resource: 'arn:aws:s3::pics' }), LEGACY],
    [policy({ ...STATEMENT, Resource: 'arn:aws::::pics' }), LEGACY],
    [policy({ Effect: 'Allow', Resource: 'arn:aws:s3::pics' }), LEGACY],
    [
      policy({ ...STATEMENT, Sid: 'a' }, { ...STATEMENT, Sid: 'a' }),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
    [policy({ Effect: 'Allow', Resource: '*' }), NO_ACTIONS],
    [policy({ Effect: 'Allow', Action: [], Resource: '*' }), NO_ACTIONS],
    [policy({ Effect: 'Allow', NotAction: [], Resource: '*' }), NO_ACTIONS],
    [policy({ Effect: 'Allow' }), NO_ACTIONS],
    [policy({ Effect: 'Allow', Action: 's3:*' }), NO_RESOURCES],
    [policy({ Effect: 'Allow', Action: 's3:*', Resource: [] }), NO_RESOURCES],
  ]);
});

describe('actions and resources that IAM does not accept', () => {
  const action = (Action: string) => policy({ ...STATEMENT, Action });
  const resource = (Resource: string) => policy({ ...STATEMENT, Resource });
  const vendor = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
  const unqualified = 'Resource vendor must be fully qualified and cannot contain regexes.';
  expectAll([
    [action('GetObject'), vendor],
    [action(''), vendor],
    [policy({ Effect: 'Allow', Action: 'GetObject' }), vendor],
    [action('s3:Get:Object'), 'Actions/Condition can contain only one colon.'],
    [action('a a:ListBucket'), 'Vendor a a is not valid'],
    [action('s*:ListBucket'), 'Vendor s* is not valid'],
    [resource('pics'), 'Resource pics must be in ARN format or "*".'],
    [resource(''), 'Resource  must be in ARN format or "*".'],
    [
      resource('arn:error:s3:::pics'),
      'Partition "error" is not valid for resource "arn:error:s3:::pics".',
    ],
    [resource('arn:error'), 'Partition "error" is not valid for resource "arn:error:*:*:*:*".'],
    [resource('aws:s3:::pics'), 'Partition "s3" is not valid for resource "arn:s3:::pics:*".'],
    [resource('arn:aws'), unqualified],
    [resource('arn:aws:s*:::pics'), unqualified],
    [
      resource('arn:aws:s3:us-east-1::pics'),
      'Resource arn:aws:s3:us-east-1::pics can not contain region information.',
    ],
    [
      resource('arn:aws:iam:us-east-1::user/ann'),
      'IAM resource arn:aws:iam:us-east-1::user/ann cannot contain region information.',
    ],
    [
      resource('arn:aws:iam:::ann'),
      'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, ' +
        'instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, ' +
        'oidc-provider/, report/, access-report/.',
    ],
  ]);
});

describe('an identity policy that IAM accepts', () => {
  const accepted = (...statements: unknown[]) => [policy(...statements), 'accepted'] as const;
  expectAll([
    accepted(STATEMENT),
    [{ Statement: STATEMENT }, 'accepted'],
    [{ Version: '2008-10-17', Id: 'x', Statement: STATEMENT }, 'accepted'],
    accepted({ ...STATEMENT, Action: '*', Resource: '*' }),
    accepted({ ...STATEMENT, Action: ['aws-marketplace:X', 'fsx:Anything'] }),
    accepted({ Effect: 'Deny', NotAction: 's3:*', NotResource: 'arn:aws:s3:::a/*' }),
    accepted({ ...STATEMENT, Resource: 'arn:aws:iam::*:user/${aws:username}' }),
    accepted({ ...STATEMENT, Resource: 'arn:aws:iam::111122223333:*' }),
    accepted({ ...STATEMENT, Resource: 'arn:aws:iam::111122223333:ro*/x' }),
    accepted({ ...STATEMENT, Resource: 'arn:aws:ec2:us-east-1::x' }),
    accepted({ ...STATEMENT, Condition: {} }),
    accepted({ ...STATEMENT, Condition: { DateGreaterThan: { a: [] } } }),
    accepted({ ...STATEMENT, Condition: { x: {} } }),
    accepted({ ...STATEMENT, Condition: { Bool: { 'aws:SecureTransport': true } } }),
    accepted({ ...STATEMENT, Condition: { NumericLessThan: { 's3:max-keys': [10, '20'] } } }),
    accepted({ ...STATEMENT, Sid: '' }, { ...STATEMENT, Sid: '' }),
  ]);
});

describe('a managed policy', () => {
  const old = 'Policy document must be version 2012-10-17 or greater.';
  test('must be of the newer version', () => {
    assert.equal(message({ Statement: STATEMENT }, 'identity', true), old);
    assert.equal(message({ Version: '2008-10-17', Statement: STATEMENT }, 'identity', true), old);
    assert.equal(message(policy(STATEMENT), 'identity', true), 'accepted');
  });
});

describe('a trust policy', () => {
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '111122223333' } };
  const principal = (AWS: string) => policy({ ...trust, Principal: { AWS } });
  const invalid = (name: string) => `Invalid principal in policy: "AWS":"${name}"`;
  expectAll(
    [
      [policy(trust), 'accepted'],
      [{ Statement: trust }, 'accepted'],
      [policy({ ...trust, Principal: '*' }), 'accepted'],
      [policy({ ...trust, Action: ['sts:AssumeRole', 'sts:TagSession'] }), 'accepted'],
      [policy({ ...trust, Principal: { Federated: 'accounts.google.com' } }), 'accepted'],
      [principal('arn:aws:iam::111122223333:role/a/b'), 'accepted'],
      [principal('AROAEXAMPLE'), 'accepted'],
      [policy({ ...trust, Resource: '*' }), 'Has prohibited field Resource'],
      [policy({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
      [policy({ ...trust, Principal: {} }), 'Missing required field Principal'],
      [
        policy({ ...trust, Action: 's3:GetObject' }),
        'Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and ' +
          'sts:AssumeRoleWithWebIdentity',
      ],
      [principal('arn:aws:iam::111122223333:user/*'), invalid('arn:aws:iam::111122223333:user/*')],
      [principal('arn:aws:iam:::user/ann'), invalid('arn:aws:iam:::user/ann')],
      [
        principal('arn:aws:iam::111122223333:group/g'),
        invalid('arn:aws:iam::111122223333:group/g'),
      ],
      [principal('ann'), invalid('ann')],
      [policy({ ...trust, Principal: 'ann' }), invalid('ann')],
      [policy({ ...trust, Principal: { Robot: 'x' } }), SYNTAX],
    ],
    'trust',
  );
});

test('a fault is told with its line and column', () => {
  const text =
    '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow",\n    "Action": 5 }]\n}';
  const parsed = parsePolicy(text, 'identity');
  assert.ok(!parsed.ok);
  assert.deepEqual([parsed.line, parsed.column], [4, 15]);
});

test('sizes count everything but white space', () => {
  assert.equal(policySize(' {\n\t"a b": 1\r\n}'), 8);
});

test('a text beyond all limits is refused before it is read', () => {
  const text = `{"Statement":"${'x'.repeat(200_000)}"}`;
  assert.equal(message(text), SYNTAX);
});
