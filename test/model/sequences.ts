import fc from 'fast-check';
import { finalSteps } from './final-steps.ts';
import { type Step, take } from './step.ts';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './steps/bucket-policies.ts';
import * as buckets from './steps/buckets.ts';
import {
  createAccessKey,
  createUser,
  entitySteps,
  holderPolicySteps,
  keySteps,
  memberSteps,
} from './steps/identities.ts';
import * as listings from './steps/listings.ts';
import { boundarySteps, managedPolicySteps } from './steps/managed-policies.ts';
import * as many from './steps/many.ts';
import * as objects from './steps/objects.ts';
import * as uploads from './steps/uploads.ts';
import type { Subject } from './subject.ts';
import { World } from './world.ts';

interface Weighed {
  readonly arbitrary: fc.Arbitrary<Step>;
  readonly weight: number;
}

function weighed(
  weight: number,
  ...kinds: readonly { readonly random: fc.Arbitrary<Step> }[]
): readonly Weighed[] {
  return kinds.map(({ random }) => ({ arbitrary: random, weight }));
}

const ofObjects = [
  ...weighed(12, objects.putObject),
  ...weighed(6, objects.readObject, objects.deleteObject, objects.copyObject),
  ...weighed(3, many.deleteObjects, many.putTagging, many.getTagging, many.deleteTagging),
  ...weighed(3, listings.listObjects, listings.listObjectsV2, listings.listVersions),
  ...weighed(3, buckets.putVersioning),
  ...weighed(1, buckets.createBucket, buckets.deleteBucket),
  ...weighed(1, buckets.headBucket, buckets.listBuckets),
];

const ofUploads = [
  ...weighed(6, uploads.createUpload, uploads.uploadPart, uploads.completeUpload),
  ...weighed(2, uploads.abortUpload, uploads.listParts, uploads.listUploads),
];

const ofIdentities = [
  ...weighed(3, ...entitySteps, ...memberSteps, ...keySteps, ...holderPolicySteps),
  ...weighed(3, ...managedPolicySteps, ...boundarySteps),
  ...weighed(6, putBucketPolicy),
  ...weighed(1, deleteBucketPolicy, getBucketPolicy),
];

/** Most of what goes wrong goes wrong within a few steps; limits and pages need more. */
const fewSteps = 10;
const manySteps = 32;

function steps(choices: readonly Weighed[]): fc.Arbitrary<Step[]> {
  const step = fc.oneof(...choices);
  const upTo = (maxLength: number) => fc.array(step, { minLength: 1, maxLength, size: 'max' });
  return fc.oneof(
    { arbitrary: upTo(fewSteps), weight: 9 },
    { arbitrary: upTo(manySteps), weight: 1 },
  );
}

/** Sequences of root on objects, versions, listings and uploads in a bucket that is there. */
export const objectSequence: fc.Arbitrary<Step[]> = steps([...ofObjects, ...ofUploads]).map(
  (random) => [buckets.createBucket.of({ sender: undefined, bucket: 'a' }), ...random],
);

/** Sequences of users whose rights change between what they do. */
export const accessSequence: fc.Arbitrary<Step[]> = steps([...ofIdentities, ...ofObjects]).map(
  (random) => [
    buckets.createBucket.of({ sender: undefined, bucket: 'a' }),
    createUser.of({ sender: undefined, data: { user: 'u1' } }),
    createAccessKey.of({ sender: undefined, data: { user: 'u1' } }),
    ...random,
  ],
);

/** Runs the steps and then compares everything that both sides hold. */
export async function runSequence(subject: Subject, sequence: readonly Step[]): Promise<void> {
  const world = new World(await subject.newAccount());
  for (const step of sequence) await take(subject, world, step);
  for (const step of finalSteps(world)) await take(subject, world, step);
}
