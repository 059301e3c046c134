import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ParseOptions, parsePolicy } from './parse.ts';

const STATEMENT = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::pics/*',
};

function message(document: unknown, options: ParseOptions = { bucket: 'pics' }): string {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const parsed = parsePolicy(text, 'resource', options);
  if (parsed.ok) return 'accepted';
  assert.equal(parsed.code, 'MalformedPolicy');
  return parsed.message;
}

function of(changes: Record<string, unknown>): unknown {
  return { Version: '2012-10-17', Statement: [{ ...STATEMENT, ...changes }] };
}

function expectAll(rows: readonly (readonly [unknown, string])[]): void {
  for (const [document, expected] of rows) {
    const name = `${JSON.stringify(document)}: ${expected}`.slice(0, 220);
    test(name, () => assert.equal(message(document), expected));
  }
}

describe('a bucket policy that is no policy', () => {
  const firstByte = "Policies must be valid JSON and the first byte must be '{'";
  const invalid = 'This policy contains invalid Json';
  expectAll([
    ['', firstByte],
    ['no json', firstByte],
    [' {}x', firstByte],
    ['{', invalid],
    ['{"Statement":[],"Statement":[]}', invalid],
    ['{}', 'Missing required field Statement'],
    [{ Statement: [] }, 'Could not parse the policy: Statement is empty!'],
    [
      { Version: '2010-10-17', Statement: [STATEMENT] },
      'The policy must contain a valid version string',
    ],
    [{ Extra: 1, Statement: [STATEMENT] }, 'Unknown field Extra'],
    [of({ Extra: 1 }), 'Unknown field Extra'],
    [of({ Effect: 'Perhaps' }), 'Invalid effect: Perhaps'],
    [of({ Effect: 'allow' }), 'Invalid effect: allow'],
    [of({ Condition: { StringIs: { 'aws:x': '1' } } }), 'Invalid Condition type : StringIs'],
    [of({ Action: 5 }), invalid],
    [of({ Effect: undefined }), 'Missing required field Effect'],
  ]);
});

describe('a bucket policy that S3 does not accept', () => {
  const noResource = 'Policy has invalid resource';
  const unusable = 'Action does not apply to any resource(s) in statement';
  const noPrincipal = 'Invalid principal in policy';
  expectAll([
    [of({ Principal: undefined }), 'Missing required field Principal'],
    [of({ Action: undefined }), 'Missing required field Action'],
    [of({ Resource: undefined }), 'Missing required field Resource'],
    [of({ Resource: [] }), 'Statement is missing required element'],
    [of({ Principal: 'ann' }), noPrincipal],
    [of({ Principal: {} }), noPrincipal],
    [of({ Principal: { Robot: 'x' } }), noPrincipal],
    [of({ Principal: { AWS: 'arn:aws:iam::111122223333:user/*' } }), noPrincipal],
    [of({ Principal: { AWS: '11112222' } }), noPrincipal],
    [of({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }), noPrincipal],
    [of({ Action: 's3:Frobnicate' }), 'Policy has invalid action'],
    [of({ Action: 'iam:GetUser' }), 'Policy has invalid action'],
    [of({ Resource: '*' }), noResource],
    [of({ Resource: 'arn:aws:s3:::other/*' }), noResource],
    [of({ Resource: 'arn:aws:s3:::pics2' }), noResource],
    [of({ Resource: 'arn:aws:s3:eu-west-1::pics/*' }), noResource],
    [of({ Resource: 'arn:aws-cn:s3:::pics/*' }), noResource],
    [of({ Resource: ['arn:aws:s3:::pics/*', 'pics'] }), noResource],
    [of({ Resource: 'arn:aws:s3:::pics' }), unusable],
    [of({ Action: 's3:ListBucket' }), unusable],
    [of({ Action: 's3:ListAllMyBuckets' }), unusable],
    [of({ Action: ['s3:GetObject', 's3:ListBucket'] }), unusable],
    [
      of({ Condition: { StringEquals: { 's3:nonsense': 'x' } } }),
      'Policy has an invalid condition key',
    ],
    [
      of({ Condition: { StringEquals: { 's3:prefix': 'x' } } }),
      'Conditions do not apply to combination of actions and resources in statement',
    ],
  ]);
});

describe('a bucket policy that S3 accepts', () => {
  const both = ['arn:aws:s3:::pics', 'arn:aws:s3:::pics/*'];
  const accepted = (changes: Record<string, unknown>) => [of(changes), 'accepted'] as const;
  expectAll([
    accepted({}),
    [{ Statement: STATEMENT }, 'accepted'],
    accepted({ Sid: 'Allow Public Access to All Objects' }),
    accepted({ Action: 's3:ListBucket', Resource: both }),
    accepted({ Action: 's3:*', Resource: 'arn:aws:s3:::pics/*' }),
    accepted({ Action: '*', Resource: both }),
    accepted({ Action: 's3:ListBucket', Resource: ['arn:aws:s3:::*', 'arn:aws:s3:::*/*'] }),
    accepted({ Action: ['s3:ListBucket', 's3:GetObject'], Resource: 'arn:aws:s3:::pics*' }),
    accepted({ Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:user/a/b'] } }),
    accepted({ Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject' }),
    accepted({ Principal: { CanonicalUser: 'a'.repeat(64) } }),
    accepted({ Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '111122223333' } }),
    accepted({ Condition: { StringEquals: { 's3:ExistingObjectTag/security': 'public' } } }),
    accepted({ Condition: { StringLikeIfExists: { 'aws:Referer': 'http://www.example.com/*' } } }),
    accepted({ Condition: { Bool: { 'aws:SecureTransport': false } } }),
    accepted({
      Action: 's3:PutObject',
      Condition: {
        Null: { 's3:x-amz-server-side-encryption': 'true' },
        StringEquals: { 's3:x-amz-metadata-directive': 'COPY', 's3:x-amz-acl': 'private' },
        StringLike: { 's3:x-amz-copy-source': 'pics/public/*', 's3:RequestObjectTag/a': 'b' },
      },
    }),
    accepted({
      Action: ['s3:PutObjectTagging', 's3:DeleteObjectTagging', 's3:GetObjectAcl'],
      Condition: { StringEquals: { 's3:ExistingObjectTag/security': 'public' } },
    }),
    accepted({ Action: 's3:GetBucketPublicAccessBlock', Resource: 'arn:aws:s3:::pics' }),
  ]);

  test('statements that can never apply, when the caller takes them', () => {
    const options = { bucket: 'pics', acceptUnusableStatements: true };
    assert.equal(
      message(of({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::pics' }), options),
      'accepted',
    );
    const condition = { Condition: { StringEquals: { 's3:prefix': 'x' } } };
    assert.equal(message(of(condition), options), 'accepted');
  });

  test('any bucket when none is given', () => {
    assert.equal(message(of({ Resource: 'arn:aws:s3:::other/*' }), {}), 'accepted');
  });
});
