import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ErrorCode, ServiceError } from '../operation/errors.ts';
import type { Fail } from '../operation/operation.ts';
import {
  expectCreated,
  expectDone,
  expectFound,
  missing,
  type Refusal,
  refuse,
} from './outcomes.ts';

const fail: Fail<ErrorCode> = (code, details) => {
  throw new ServiceError(code, details);
};

const wordings: readonly (readonly [Refusal, ErrorCode, string])[] = [
  [missing('user', 'bob'), 'NoSuchEntity', 'The user with name bob cannot be found.'],
  [missing('access-key', 'AK'), 'NoSuchEntity', 'The Access Key with id AK cannot be found.'],
  [
    { outcome: 'exists', what: 'user', name: 'bob' },
    'EntityAlreadyExists',
    'User with name bob already exists.',
  ],
  [
    { outcome: 'exists', what: 'policy', name: 'p' },
    'EntityAlreadyExists',
    'A policy called p already exists. Duplicate names are not allowed.',
  ],
  [
    { outcome: 'limit', quota: 'AccessKeysPerUser', value: 2 },
    'LimitExceeded',
    'Cannot exceed quota for AccessKeysPerUser: 2',
  ],
  [
    { outcome: 'limit', quota: 'AttachedPoliciesPerGroup', value: 10 },
    'LimitExceeded',
    'Cannot exceed quota for PoliciesPerGroup: 10',
  ],
  [
    { outcome: 'limit', quota: 'VersionsPerPolicy', value: 5 },
    'LimitExceeded',
    'A managed policy can have up to 5 versions. Before you create a new version, you must ' +
      'delete an existing version.',
  ],
  [
    { outcome: 'conflict', blocker: 'access-keys' },
    'DeleteConflict',
    'Cannot delete entity, must delete access keys first.',
  ],
];

describe("Refusals of the store in AWS's words", () => {
  for (const [refusal, code, message] of wordings) {
    test(message, () => {
      assert.throws(() => refuse(fail, refusal), { code, message });
    });
  }

  test('give the value where there is one', () => {
    expectDone(fail, { outcome: 'done' });
    assert.equal(expectCreated(fail, { outcome: 'created', value: 1 }), 1);
    assert.deepEqual(expectFound(fail, { items: [] }), { items: [] });
    assert.throws(() => expectFound(fail, missing('group', 'g')), { code: 'NoSuchEntity' });
  });
});
