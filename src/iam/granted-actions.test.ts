import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { grantedActions, grantedServices, serviceName } from './granted-actions.ts';

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const names = (texts: readonly string[], service: string) =>
  grantedActions(texts, service).map(({ name }) => name);

describe('What policies grant', () => {
  test('is told by wildcard, whatever the case', () => {
    const text = policy({ Effect: 'Allow', Action: 'S3:getobjectt*', Resource: '*' });
    assert.deepEqual(names([text], 's3'), ['s3:GetObjectTagging', 's3:GetObjectTorrent']);
    assert.deepEqual(grantedServices([text]), ['s3']);
  });

  test('leaves out what NotAction names, and knows no Deny', () => {
    const text = policy(
      { Effect: 'Allow', NotAction: ['iam:*', 's3:*', 'kms:*', 'cloudtrail:*'], Resource: '*' },
      { Effect: 'Deny', Action: 's3:*', Resource: '*' },
    );
    assert.deepEqual(grantedServices([text]), ['sts']);
  });

  test('comes with the names of the services', () => {
    assert.equal(serviceName('s3'), 'Amazon S3');
    assert.equal(serviceName('ec2'), 'ec2');
  });
});
