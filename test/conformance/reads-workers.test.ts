import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { createBucketWith, s3Arn } from './harness/buckets.ts';
import { iamClient, s3Client } from './harness/clients.ts';
import { allow, createUser } from './harness/identities.ts';
import { type Credentials, useServer } from './harness/server.ts';
import { sendSigned } from './harness/signed-request.ts';

// What processes keep in memory of objects and buckets must never be older than what any of them
// has answered: every change is made through one worker and looked for on all of them at once.

const workers = 3;
const rounds = 8;
/** Fresh connections go round; this many without meeting every worker would be no accident. */
const mostConnections = 96;

const server = await useServer({ workers });
const s3 = s3Client(server);
const bucket = await createBucketWith(s3, ['key']);
const place = { Bucket: bucket, Key: 'key' };

type Answer = Awaited<ReturnType<typeof sendSigned>>;

/** Reads on fresh connections until every worker has answered; each must say the same. */
async function everywhere(
  tell: (answer: Answer) => unknown,
  expected: unknown,
  credentials: Credentials = server.root,
): Promise<void> {
  const seen = new Set<unknown>();
  for (let i = 0; i < mostConnections && seen.size < workers; i += 1) {
    const answer = await sendSigned(server, { path: `/${bucket}/key`, credentials });
    assert.equal(tell(answer), expected, 'a stale answer of a worker');
    seen.add(answer.headers['x-amz-id-2']);
  }
  assert.equal(seen.size, workers, 'every worker answered');
}

describe('what is read of an object is what was last written, on every worker', () => {
  test('its bytes, also of objects that come and go', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const Body = `round ${round}`;
      await s3.send(new PutObjectCommand({ ...place, Body }));
      await everywhere(({ text }) => text, Body);
      await everywhere(({ text }) => text, Body);
      await s3.send(new DeleteObjectCommand(place));
      await everywhere(({ status }) => status, 404);
    }
    await s3.send(new PutObjectCommand({ ...place, Body: 'kept' }));
  });

  test('its tags, in headers and in the conditions of policies', async () => {
    const Condition = { StringEquals: { 's3:ExistingObjectTag/shown': 'yes' } };
    const reader = await createUser(iamClient(server), {
      ...allow('s3:GetObject', s3Arn(bucket, '*')),
      Condition,
    });
    for (let round = 0; round < rounds; round += 1) {
      const Tagging = { TagSet: [{ Key: 'shown', Value: 'yes' }] };
      await s3.send(new PutObjectTaggingCommand({ ...place, Tagging }));
      await everywhere(({ headers }) => headers['x-amz-tagging-count'], '1');
      await everywhere(({ status }) => status, 200, reader.credentials);
      await s3.send(new DeleteObjectTaggingCommand(place));
      await everywhere(({ headers }) => headers['x-amz-tagging-count'], undefined);
      await everywhere(({ status }) => status, 403, reader.credentials);
    }
  });

  test("its bucket's versioning and lifecycle, as its headers tell them", async () => {
    await everywhere(({ headers }) => headers['x-amz-version-id'], undefined);
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    await everywhere(({ headers }) => headers['x-amz-version-id'], 'null');
    for (const ID of ['first', 'second', 'third']) {
      const rule = { ID, Status: 'Enabled', Filter: {}, Expiration: { Days: 1 } } as const;
      const LifecycleConfiguration = { Rules: [rule] };
      const change = { Bucket: bucket, LifecycleConfiguration };
      await s3.send(new PutBucketLifecycleConfigurationCommand(change));
      const ruleOf = ({ headers }: Answer) =>
        /rule-id="(\w+)"/.exec(String(headers['x-amz-expiration']))?.[1];
      await everywhere(ruleOf, ID);
    }
  });
});
