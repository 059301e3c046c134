import assert from 'node:assert/strict';
import { test } from 'node:test';
import { denialMessage } from './denial-message.ts';
import type { AccessRequest } from './request.ts';

const request: AccessRequest = {
  action: 'iam:GetUser',
  resource: 'arn:aws:iam::111122223333:user/bob',
  resourceAccountId: '111122223333',
  principal: {
    kind: 'user',
    arn: 'arn:aws:iam::111122223333:user/ann',
    accountId: '111122223333',
    userId: 'AIDAANN',
  },
  context: () => undefined,
};
const denial = {
  allowed: false,
  reason: { type: 'implicit-deny', lacking: 'identity' },
} as const;

test('S3 quotes the resource, IAM does not', () => {
  assert.match(denialMessage(denial, request, 's3'), /on resource: "arn:[^"]+" because/);
  assert.match(denialMessage(denial, request, 'iam'), /on resource: arn:\S+ because/);
});

test('a resource that belongs to nobody is no other account', () => {
  const unowned = { ...request, resource: '*', resourceAccountId: undefined };
  assert.equal(
    denialMessage(denial, unowned, 's3'),
    'User: arn:aws:iam::111122223333:user/ann is not authorized to perform: iam:GetUser on ' +
      'resource: "*" because no identity-based policy allows the iam:GetUser action',
  );
});

test('a web identity learns nothing but that it may not', () => {
  const provider = 'arn:aws:iam::111122223333:oidc-provider/id.example.com';
  const principal = { kind: 'web-identity', arn: provider, accountId: '', userId: '' } as const;
  const action = 'sts:AssumeRoleWithWebIdentity';
  assert.equal(
    denialMessage(denial, { ...request, principal, action }, 'iam'),
    'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  );
});

test('a denial to list the buckets names no resource', () => {
  const every = { ...request, action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::*' };
  assert.equal(
    denialMessage(denial, every, 's3'),
    'User: arn:aws:iam::111122223333:user/ann is not authorized to perform: s3:ListAllMyBuckets' +
      ' because no identity-based policy allows the s3:ListAllMyBuckets action',
  );
});
