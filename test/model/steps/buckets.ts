import fc from 'fast-check';
import { Refused } from '../reference/refused.ts';
import { stepOf, text } from '../step.ts';
import { arnOf, Bucket } from '../world.ts';
import { bucket, path, sender } from './choices.ts';

const who = fc.record({ sender, bucket });

export const createBucket = stepOf(
  'CreateBucket',
  who,
  (world, data) => ({
    service: 's3',
    method: 'PUT',
    path: path(world, data.bucket),
    credentials: world.credentials(data.sender),
  }),
  (world, data) => {
    world.authenticate(data.sender, 's3');
    const name = world.bucketName(data.bucket);
    // Making a bucket is no matter of the policy of the one that is there.
    const nobodys = new Bucket(name);
    if (!world.allows(data.sender, 's3:CreateBucket', arnOf(name), nobodys)) {
      throw new Refused(403, 'AccessDenied');
    }
    // us-east-1 answers 200 to the owner of a bucket that exists.
    if (!world.buckets.has(data.bucket)) world.buckets.set(data.bucket, nobodys);
    return { status: 200, headers: { location: `/${name}` } };
  },
);

export const deleteBucket = stepOf(
  'DeleteBucket',
  who,
  (world, data) => ({
    service: 's3',
    method: 'DELETE',
    path: path(world, data.bucket),
    credentials: world.credentials(data.sender),
  }),
  (world, data) => {
    const found = world.enter(data.sender, data.bucket, ['s3:DeleteBucket']);
    if (!found.isEmpty) throw new Refused(409, 'BucketNotEmpty');
    world.buckets.delete(data.bucket);
    return { status: 204 };
  },
);

export const headBucket = stepOf(
  'HeadBucket',
  who,
  (world, data) => ({
    service: 's3',
    method: 'HEAD',
    path: path(world, data.bucket),
    credentials: world.credentials(data.sender),
  }),
  (world, data) => {
    world.enter(data.sender, data.bucket, ['s3:ListBucket']);
    return { status: 200 };
  },
);

export const listBuckets = stepOf(
  'ListBuckets',
  fc.record({ sender }),
  (world, data) => ({
    service: 's3',
    method: 'GET',
    path: '/',
    credentials: world.credentials(data.sender),
  }),
  (world, data, answer) => {
    world.authenticate(data.sender, 's3');
    world.demand(data.sender, 's3:ListAllMyBuckets', 'arn:aws:s3:::*');
    const wanted = [...world.buckets.values()].map(({ name }) => name).sort();
    const seen = text(answer.body, 'Name');
    return { status: 200, seen, wanted };
  },
);

export const putVersioning = stepOf(
  'PutBucketVersioning',
  fc.record({ sender, bucket, status: fc.constantFrom('Enabled', 'Suspended') }),
  (world, data) => ({
    service: 's3',
    method: 'PUT',
    path: path(world, data.bucket),
    query: { versioning: '' },
    body: `<VersioningConfiguration><Status>${data.status}</Status></VersioningConfiguration>`,
    credentials: world.credentials(data.sender),
  }),
  (world, data) => {
    const found = world.enter(data.sender, data.bucket, ['s3:PutBucketVersioning']);
    found.versioning = data.status;
    return { status: 200 };
  },
);
