import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  actionId,
  actionInfo,
  catalogueActions,
  conditionKeysOf,
  isServicePrefix,
  listActions,
  listResourceTypes,
  listServices,
  UNKNOWN_ACTION,
} from './catalogue.ts';
import { isGlobalKey } from './global-keys.ts';

function names(keys: readonly { name: string }[]): string[] {
  return keys.map((key) => key.name);
}

test('the services of the product are there', () => {
  assert.deepEqual(listServices(), ['s3', 'iam', 'sts', 'kms', 'cloudtrail']);
  assert.ok(listActions('s3').length >= 170);
  assert.ok(listActions('iam').length >= 170);
  assert.deepEqual(listActions('ec2'), []);
});

test('an action has its level, its resource types and its keys', () => {
  const info = actionInfo('S3:getobject');
  assert.equal(info?.name, 's3:GetObject');
  assert.equal(info?.accessLevel, 'Read');
  assert.ok(info?.resourceTypes.some((type) => type.name === 'object'));
  assert.ok(names(conditionKeysOf('s3:GetObject')).includes('s3:ExistingObjectTag/*'));
  assert.ok(names(conditionKeysOf('s3:GetObject')).includes('aws:SourceIp'));
  assert.ok(!names(conditionKeysOf('s3:GetObject')).includes('s3:prefix'));
  assert.ok(names(conditionKeysOf('s3:ListBucket')).includes('s3:prefix'));
});

test('levels are told apart', () => {
  assert.equal(actionInfo('s3:PutBucketPolicy')?.accessLevel, 'Permissions management');
  assert.equal(actionInfo('s3:PutObjectTagging')?.accessLevel, 'Tagging');
  assert.equal(actionInfo('s3:ListBucket')?.accessLevel, 'List');
  assert.equal(actionInfo('s3:PutObject')?.accessLevel, 'Write');
});

test('an action without resources has none', () => {
  assert.deepEqual(actionInfo('s3:ListAllMyBuckets')?.resourceTypes, []);
});

test('ids are the places of actions, in any case', () => {
  for (const [id, action] of catalogueActions.entries()) {
    assert.equal(actionId(action.name), id);
    assert.equal(actionId(action.name.toUpperCase()), id);
  }
  assert.equal(actionId('s3:Frobnicate'), UNKNOWN_ACTION);
  assert.equal(actionId('constructor'), UNKNOWN_ACTION);
});

test('resource types carry ARNs with wildcards for their variable parts', () => {
  const object = listResourceTypes('s3').find((type) => type.name === 'object');
  assert.equal(object?.arn, 'arn:*:s3:::*/*');
});

test('prefixes of all services are known, and global keys in any case', () => {
  assert.ok(isServicePrefix('dynamodb') && isServicePrefix('S3'));
  assert.ok(!isServicePrefix('nonsense'));
  assert.ok(isGlobalKey('AWS:SourceIP') && isGlobalKey('aws:PrincipalTag/Team'));
  assert.ok(!isGlobalKey('s3:prefix') && !isGlobalKey('aws:Nonsense/x'));
});
