import fc from 'fast-check';
import type { BucketStatement } from '../reference/permissions.ts';
import { Refused } from '../reference/refused.ts';
import { stepOf } from '../step.ts';
import type { World } from '../world.ts';
import { bucket, path, sender } from './choices.ts';
import { userName } from './identities.ts';
import { bucketDraft, json, statementOf } from './policies.ts';

const draft = fc.record({
  draft: bucketDraft,
  principals: fc.oneof(
    fc.constant('*' as const),
    fc.uniqueArray(userName, { minLength: 1, maxLength: 2 }),
  ),
});

const put = fc.record({ sender, bucket, drafts: fc.array(draft, { minLength: 1, maxLength: 2 }) });
type Put = typeof put extends fc.Arbitrary<infer T> ? T : never;

function textOf(world: World, data: Put): string {
  const own = world.bucketName(data.bucket);
  const Statement = data.drafts.map((one) => ({
    ...json(statementOf(world, one.draft, own)),
    Principal:
      one.principals === '*' ? '*' : { AWS: one.principals.map((name) => world.userArn(name)) },
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

export const putBucketPolicy = stepOf(
  'PutBucketPolicy',
  put,
  (world, data) => ({
    service: 's3',
    method: 'PUT',
    path: path(world, data.bucket),
    query: { policy: '' },
    body: textOf(world, data),
    credentials: world.credentials(data.sender),
  }),
  (world, data) => {
    const found = world.enter(data.sender, data.bucket, ['s3:PutBucketPolicy']);
    const isPublic = data.drafts.some(
      (one) => one.principals === '*' && one.draft.effect === 'Allow',
    );
    // New buckets block public policies.
    if (isPublic) throw new Refused(403, 'AccessDenied');
    const statements = data.drafts.map((one): BucketStatement => {
      const principals =
        one.principals === '*'
          ? one.principals
          : one.principals.map((name) => {
              const user = world.identities.users.get(name);
              if (user === undefined) throw new Refused(400, 'MalformedPolicy');
              return user;
            });
      return { ...statementOf(world, one.draft, found.name), principals };
    });
    found.policy = { statements, text: textOf(world, data) };
    return { status: 204 };
  },
);

export const deleteBucketPolicy = stepOf(
  'DeleteBucketPolicy',
  fc.record({ sender, bucket }),
  (world, data) => ({
    service: 's3',
    method: 'DELETE',
    path: path(world, data.bucket),
    query: { policy: '' },
    credentials: world.credentials(data.sender),
  }),
  (world, data) => {
    const found = world.enter(data.sender, data.bucket, ['s3:DeleteBucketPolicy']);
    found.policy = undefined;
    return { status: 204 };
  },
);

export const getBucketPolicy = stepOf(
  'GetBucketPolicy',
  fc.record({ sender, bucket }),
  (world, data) => ({
    service: 's3',
    method: 'GET',
    path: path(world, data.bucket),
    query: { policy: '' },
    credentials: world.credentials(data.sender),
  }),
  (world, data) => {
    const found = world.enter(data.sender, data.bucket, ['s3:GetBucketPolicy']);
    if (found.policy === undefined) throw new Refused(404, 'NoSuchBucketPolicy');
    return { status: 200 };
  },
);
