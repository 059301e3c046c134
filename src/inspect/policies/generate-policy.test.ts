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

  test('holds listings to the folders that were listed, if only folders were', () => {
    const lists = (prefix?: string): Activity => ({
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::site',
      context: prefix === undefined ? {} : { 's3:prefix': prefix },
    });
    const held = generatePolicy([lists('blog/'), lists('img/2026/')], { principal, depth: 1 });
    assert.deepEqual(held.refused, []);
    assert.deepEqual(JSON.parse(held.document).Statement[0].Condition, {
      StringLike: { 's3:prefix': ['blog/*', 'img/*'] },
    });
    const open = generatePolicy([lists('blog/'), lists()], { principal, depth: 1 });
    assert.deepEqual(open.refused, []);
    assert.equal(JSON.parse(open.document).Statement[0].Condition, undefined);
  });

  test('permits all that was done, whatever the keys and the depth', () => {
    const key = fc.stringMatching(/^[a-z*?$/{}]{1,12}$/);
    const action = fc.constantFrom('s3:GetObject', 's3:PutObject', 's3:DeleteObject');
    const activity = fc
      .tuple(action, fc.constantFrom('site', 'logs'), key)
      .map(([name, bucket, path]) => did(name, `arn:aws:s3:::${bucket}/${path}`));
    const listing = fc.tuple(fc.constantFrom('site', 'logs'), fc.option(key)).map(
      ([bucket, prefix]): Activity => ({
        action: 's3:ListBucket',
        resource: `arn:aws:s3:::${bucket}`,
        context: prefix === null ? {} : { 's3:prefix': prefix },
      }),
    );
    const activities = fc.array(fc.oneof(activity, listing), { minLength: 1 });
    fc.assert(
      fc.property(activities, fc.nat(3), (done, depth) => {
        assert.deepEqual(generatePolicy(done, { principal, depth }).refused, []);
      }),
    );
  });
});
