import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Principal } from '../../policy/index.ts';
import { type Activity, generatePolicy } from './generate-policy.ts';

const principal: Principal = {
  kind: 'user',
  arn: 'arn:aws:iam::111122223333:user/app',
  accountId: '111122223333',
  userId: 'AIDA1',
  userName: 'app',
};

function did(action: string, resource: string): Activity {
  return { action, resource, context: {} };
}

describe('a policy of what was done', () => {
  test('names objects by their folders, and joins what belongs together', () => {
    const activities = [
      did('s3:GetObject', 'arn:aws:s3:::site/blog/one.html'),
      did('s3:GetObject', 'arn:aws:s3:::site/blog/2026/two.html'),
      did('s3:PutObject', 'arn:aws:s3:::site/blog/two.html'),
      did('s3:GetObject', 'arn:aws:s3:::logs/a'),
      did('s3:ListBucket', 'arn:aws:s3:::site'),
      did('s3:ListAllMyBuckets', '*'),
    ];
    const { document, refused } = generatePolicy(activities, { principal, depth: 1 });
    assert.deepEqual(refused, []);
    const { Statement } = JSON.parse(document);
    assert.deepEqual(
      Statement.map(({ Action, Resource }: Record<string, string[]>) => [Action, Resource]),
      [
        [['s3:GetObject'], ['arn:aws:s3:::logs/*']],
        [['s3:GetObject', 's3:PutObject'], ['arn:aws:s3:::site/blog/*']],
        [['s3:ListAllMyBuckets'], ['*']],
        [['s3:ListBucket'], ['arn:aws:s3:::site']],
      ],
    );
  });

  test('permits all that was done, whatever the keys and the depth', () => {
    const key = fc.stringMatching(/^[a-z*?$/{}]{1,12}$/);
    const action = fc.constantFrom('s3:GetObject', 's3:PutObject', 's3:DeleteObject');
    const activity = fc
      .tuple(action, fc.constantFrom('site', 'logs'), key)
      .map(([name, bucket, path]) => did(name, `arn:aws:s3:::${bucket}/${path}`));
    fc.assert(
      fc.property(fc.array(activity, { minLength: 1 }), fc.nat(3), (activities, depth) => {
        assert.deepEqual(generatePolicy(activities, { principal, depth }).refused, []);
      }),
    );
  });
});
