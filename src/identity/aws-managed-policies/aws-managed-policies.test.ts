import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parsePolicy, policySize } from '../../policy/index.ts';
import { managedPolicySizeLimit } from '../quotas.ts';
import { awsManagedPolicies, awsManagedPolicy, isAwsManagedPolicy } from './index.ts';

describe('AWS managed policies', () => {
  for (const policy of awsManagedPolicies) {
    test(`${policy.policyName} is a valid managed policy with AWS's form of id and dates`, () => {
      const parsed = parsePolicy(policy.document, 'identity', { managed: true });
      assert.deepEqual(parsed.ok || parsed.message, true);
      assert.match(policy.policyId, /^ANPA[A-Z2-7]{17}$/);
      assert.match(policy.defaultVersionId, /^v[1-9]\d*$/);
      assert.ok(policy.createdAtMs <= policy.updatedAtMs);
      assert.ok(policySize(policy.document) <= managedPolicySizeLimit);
    });
  }

  test('they are listed by name and found by their exact ARN', () => {
    const names = awsManagedPolicies.map((policy) => policy.policyName.toLowerCase());
    assert.deepEqual(names, [...names].sort());
    assert.equal(
      awsManagedPolicy('arn:aws:iam::aws:policy/AmazonS3FullAccess')?.policyId,
      'ANPAIFIR6V6BVTRAHWINE',
    );
    assert.ok(!isAwsManagedPolicy('arn:aws:iam::aws:policy/amazons3fullaccess'));
    assert.ok(!isAwsManagedPolicy('arn:aws:iam::111122223333:policy/AmazonS3FullAccess'));
  });
});
