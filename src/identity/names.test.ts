import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  assumedRoleArn,
  parseAssumedRoleArn,
  parseIamArn,
  policyArn,
  rootArn,
  userArn,
} from './arns.ts';
import { accountOfTemporaryKey, createIdSource, idPrefixes } from './ids.ts';
import {
  isAccountAlias,
  isDescription,
  isGroupName,
  isPath,
  isPathPrefix,
  isPolicyName,
  isReservedTagKey,
  isRoleName,
  isSessionName,
  isTagKey,
  isTagValue,
  isUserName,
} from './names.ts';

const account = '111122223333';

describe('names', () => {
  test('names take letters, digits and _+=,.@- up to their length', () => {
    assert.ok(isUserName('a-Z_0+=,.@'));
    for (const wrong of ['', 'a b', 'a/b', 'é', 'a\n', 'x'.repeat(65)]) {
      assert.ok(!isUserName(wrong), JSON.stringify(wrong));
      assert.ok(!isRoleName(wrong));
    }
    assert.ok(isUserName('x'.repeat(64)));
    assert.ok(isGroupName('x'.repeat(128)) && !isGroupName('x'.repeat(129)));
    assert.ok(isPolicyName('x'.repeat(128)) && !isPolicyName('x'.repeat(129)));
  });

  test('a path begins and ends with a slash, a prefix only begins with one', () => {
    for (const path of ['/', '/a/', '/a/b/', '/!~/']) assert.ok(isPath(path), path);
    for (const path of ['', 'a', '/a', 'a/', '/a b/', '/é/', `/${'x'.repeat(511)}/`]) {
      assert.ok(!isPath(path), path);
    }
    assert.ok(isPathPrefix('/a') && isPathPrefix('/') && !isPathPrefix('a') && !isPathPrefix(''));
  });

  test('tags, descriptions, sessions and aliases have their own characters', () => {
    assert.ok(isTagKey('cost centre:日本/+-@=_.') && !isTagKey('') && !isTagKey('a#b'));
    assert.ok(isTagValue('') && !isTagValue('x'.repeat(257)));
    assert.ok(isReservedTagKey('AWS:x') && !isReservedTagKey('awsx'));
    assert.ok(isDescription('tab\tand ÿ') && !isDescription('\u0100') && !isDescription('\u0080'));
    assert.ok(isSessionName('ab') && !isSessionName('a') && !isSessionName('a:b'));
    assert.ok(isAccountAlias('my-company1'));
    for (const alias of ['ab', '-ab', 'ab-', 'a--b', 'A-b', account, 'x'.repeat(64)]) {
      assert.ok(!isAccountAlias(alias), alias);
    }
  });
});

describe('ids', () => {
  test('of temporary keys name their account, as those of AWS do', () => {
    const ids = createIdSource(randomBytes);
    for (const accountId of ['000000000000', '012345678901', '999999999999']) {
      assert.equal(accountOfTemporaryKey(ids.temporaryKeyId(accountId)), accountId);
    }
    // Published with their accounts by those who found this out.
    assert.equal(accountOfTemporaryKey('ASIAY34FZKBOKMUTVV7A'), '609629065308');
    assert.equal(accountOfTemporaryKey('ASIAQNZGKIQY56JQ7WML'), '029608264753');
    assert.equal(accountOfTemporaryKey('AKIAY34FZKBOKMUTVV7A'), undefined);
    assert.equal(accountOfTemporaryKey('ASIA'), undefined);
  });

  test('ids have the forms of AWS', () => {
    const ids = createIdSource(randomBytes);
    for (const kind of ['user', 'group', 'role', 'policy', 'instance-profile'] as const) {
      assert.match(ids.id(kind), new RegExp(`^${idPrefixes[kind]}[A-Z2-7]{17}$`));
    }
    assert.match(ids.id('access-key'), /^AKIA[A-Z2-7]{16}$/);
    assert.match(ids.temporaryKeyId('111122223333'), /^ASIA[A-Z2-7]{16}$/);
    assert.match(ids.secretAccessKey(), /^[A-Za-z0-9+/]{40}$/);
    assert.match(ids.accountId(), /^[1-9]\d{11}$/);
    assert.match(ids.canonicalId(), /^[0-9a-f]{64}$/);
    assert.match(
      ids.jobId(),
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});

describe('ARNs', () => {
  test('what is printed is read again', () => {
    assert.deepEqual(parseIamArn(userArn(account, '/a/b/', 'U')), {
      accountId: account,
      kind: 'user',
      path: '/a/b/',
      name: 'U',
    });
    assert.equal(parseIamArn(rootArn(account))?.kind, 'root');
    assert.equal(parseIamArn(policyArn('aws', '/', 'P'))?.accountId, 'aws');
    assert.deepEqual(parseAssumedRoleArn(assumedRoleArn(account, 'R', 's@x')), {
      accountId: account,
      roleName: 'R',
      sessionName: 's@x',
    });
  });

  test('anything else is no ARN of an entity', () => {
    for (const arn of [
      '',
      'arn:aws:iam::1:user/u',
      `arn:aws:iam::${account}:user`,
      `arn:aws:iam::${account}:user/`,
      `arn:aws:iam::${account}:root/x`,
      `arn:aws:s3::${account}:user/u`,
      `arn:aws:iam::${account}:thing/u`,
    ]) {
      assert.equal(parseIamArn(arn), undefined, arn);
    }
    assert.equal(parseAssumedRoleArn(`arn:aws:sts::${account}:assumed-role/R`), undefined);
  });
});
