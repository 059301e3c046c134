import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPolicy } from '../document/read.ts';
import { isPublicPolicy } from './public-policy.ts';

const STATEMENT = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };

function isPublic(...changes: Record<string, unknown>[]): boolean {
  const Statement = changes.map((one) => ({ ...STATEMENT, ...one }));
  return isPublicPolicy(readPolicy(JSON.stringify({ Statement })).document);
}

function isPublicUnder(operator: string, key: string, value: unknown): boolean {
  return isPublic({ Condition: { [operator]: { [key]: value } } });
}

describe('a bucket policy is public', () => {
  test('when it allows everyone', () => {
    assert.ok(isPublic({}));
    assert.ok(isPublic({ Principal: { AWS: '*' } }));
    assert.ok(isPublic({ Principal: { AWS: ['111122223333', '*'] } }));
    assert.ok(isPublic({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }));
  });

  test('when any of its statements does', () => {
    assert.ok(isPublic({ Principal: { AWS: '111122223333' } }, {}));
  });

  test('whatever its Deny statements take away', () => {
    const Condition = { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };
    assert.ok(isPublic({}, { Effect: 'Deny', Condition }));
  });

  test('when its conditions fix nothing', () => {
    assert.ok(isPublicUnder('StringLike', 'aws:SourceVpc', 'vpc-*'));
    assert.ok(isPublicUnder('StringEquals', 'aws:SourceVpc', ['vpc-1', '${aws:username}']));
    assert.ok(isPublicUnder('StringEqualsIfExists', 'aws:SourceVpc', 'vpc-1'));
    assert.ok(isPublicUnder('StringNotEquals', 'aws:SourceVpc', 'vpc-1'));
    assert.ok(isPublicUnder('ForAllValues:StringEquals', 'aws:SourceVpc', 'vpc-1'));
    assert.ok(isPublicUnder('StringEquals', 'aws:Referer', 'https://example.com/'));
    assert.ok(isPublicUnder('StringLike', 'aws:userid', 'AROAX:*'));
    assert.ok(isPublicUnder('StringEquals', 'aws:SourceVpc', []));
  });

  test('when its addresses are half the world', () => {
    assert.ok(isPublicUnder('IpAddress', 'aws:SourceIp', '0.0.0.0/0'));
    assert.ok(isPublicUnder('IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '128.0.0.0/1']));
    assert.ok(isPublicUnder('IpAddress', 'aws:SourceIp', '2000::/31'));
    assert.ok(isPublicUnder('NotIpAddress', 'aws:SourceIp', '10.0.0.0/8'));
    assert.ok(isPublicUnder('StringEquals', 'aws:SourceIp', '10.0.0.1'));
  });
});

describe('a bucket policy is not public', () => {
  test('when it names whom it allows', () => {
    assert.ok(!isPublic({ Principal: { AWS: '111122223333' } }));
    assert.ok(!isPublic({ Principal: { Service: 'logging.s3.amazonaws.com' } }));
  });

  test('when it only denies', () => {
    assert.ok(!isPublic({ Effect: 'Deny' }));
  });

  test('when a condition fixes who or from where', () => {
    assert.ok(!isPublicUnder('IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '2001:db8::/32']));
    assert.ok(!isPublicUnder('StringEquals', 'aws:SourceVpc', ['vpc-1', 'vpc-2']));
    assert.ok(!isPublicUnder('ArnLike', 'AWS:SOURCEARN', 'arn:aws:s3:::log'));
    assert.ok(!isPublicUnder('ForAnyValue:StringEquals', 'aws:PrincipalOrgPaths', 'o-1/r-1/'));
    assert.ok(!isPublicUnder('StringEquals', 'aws:PrincipalOrgID', 'o-1'));
  });

  test('when any access point of one account may ask', () => {
    const key = 's3:DataAccessPointArn';
    const arn = 'arn:aws:s3:eu-west-1:111122223333:accesspoint/*';
    assert.ok(!isPublicUnder('ArnLike', key, arn));
    assert.ok(isPublicUnder('ArnLike', key, arn.replace('111122223333', '*')));
  });
});
