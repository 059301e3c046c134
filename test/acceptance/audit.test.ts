import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { createBucket } from '../conformance/harness/buckets.ts';
import { anonymousS3Client, s3Client } from '../conformance/harness/clients.ts';
import { expectError } from '../conformance/harness/expect-error.ts';
import { useServer } from '../conformance/harness/server.ts';
import { openOwnCommand, printedKey } from './own-command.ts';

const folder = await openAuditFolder();
const server = await useServer({ workers: 2, arguments: ['--audit-folder', folder] });
const own = await openOwnCommand(server);
const rootS3 = s3Client(server);
const place = ['--audit-folder', folder];

async function openAuditFolder(): Promise<string> {
  const { mkdtemp, rm } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const { after } = await import('node:test');
  const made = await mkdtemp(join(tmpdir(), 'strongroom-audit-'));
  after(() => rm(made, { recursive: true, force: true }));
  return made;
}

function text(): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
}

/** Records are written a moment after their response. */
async function recorded(requestId: string) {
  for (let attempt = 0; attempt < 50; attempt++) {
    const line = text()
      .split('\n')
      .find((one) => one.includes(`"requestID":"${requestId}"`));
    if (line !== undefined) return JSON.parse(line);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return assert.fail(`no record of ${requestId}`);
}

function requestIdOf(error: unknown): string {
  const metadata = typeof error === 'object' && error !== null && Reflect.get(error, '$metadata');
  return String(Reflect.get(Object(metadata), 'requestId'));
}

describe('the audit records of a server', () => {
  test('have the shape of CloudTrail, for what is allowed and what is refused', async () => {
    const bucket = await createBucket(rootS3);
    const granted = await own.run(
      server.root,
      ...['grant', bucket, '--role', 'read-only', '--user', 'reader', '--yes'],
    );
    const key = printedKey(granted);
    const reader = s3Client(server, key);
    const { $metadata } = await reader.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: 'a/' }),
    );
    const allowed = await recorded($metadata.requestId ?? '');
    assert.equal(allowed.eventSource, 's3.amazonaws.com');
    assert.equal(allowed.eventName, 'ListObjectsV2');
    assert.equal(allowed.userIdentity.type, 'IAMUser');
    assert.equal(allowed.userIdentity.userName, 'reader');
    assert.equal(allowed.userIdentity.accessKeyId, key.accessKeyId);
    assert.deepEqual([allowed.requestParameters.bucketName, allowed.readOnly], [bucket, true]);
    const [decision] = allowed.additionalEventData.decisions;
    assert.deepEqual(
      [decision.action, decision.resource, decision.allowed, decision.statement],
      ['s3:ListBucket', `arn:aws:s3:::${bucket}`, true, 'List'],
    );
    assert.equal(decision.context['s3:prefix'], 'a/');

    const put = reader.send(new PutObjectCommand({ Bucket: bucket, Key: 'k', Body: 'b' }));
    const refused = await recorded(requestIdOf(await put.catch((error: unknown) => error)));
    assert.deepEqual([refused.errorCode, refused.readOnly], ['AccessDenied', false]);
    assert.match(refused.errorMessage, /is not authorized to perform: s3:PutObject/);
    assert.equal(refused.additionalEventData.decisions[0].lacking, 'identity');
  });

  test('hold each decision of a request, strangers, and no secret', async () => {
    const bucket = await createBucket(rootS3);
    const Objects = [{ Key: 'one' }, { Key: 'two' }];
    const answer = await rootS3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }),
    );
    const many = await recorded(answer.$metadata.requestId ?? '');
    assert.equal(many.userIdentity.type, 'Root');
    assert.deepEqual(
      many.additionalEventData.decisions.map(({ resource }: { resource: string }) => resource),
      [`arn:aws:s3:::${bucket}/one`, `arn:aws:s3:::${bucket}/two`],
    );
    const get = anonymousS3Client(server).send(new GetObjectCommand({ Bucket: bucket, Key: 'k' }));
    const stranger = await recorded(requestIdOf(await get.catch((error: unknown) => error)));
    assert.equal(stranger.userIdentity.accountId, 'ANONYMOUS_PRINCIPAL');
    const wrong = s3Client(server, { ...server.root, secretAccessKey: 'not-the-secret' });
    const listing = wrong.send(new ListObjectsV2Command({ Bucket: bucket }));
    await expectError(listing, 'SignatureDoesNotMatch', 403);
    assert.ok(!text().includes(server.root.secretAccessKey));
    assert.ok(!/X-Amz-Signature|aws4_request/i.test(text()));
  });

  test('are verified, queried and tailed by the command', async () => {
    const verified = await own.run(undefined, 'audit', 'verify', ...place);
    assert.equal(verified.code, 0, verified.out + verified.error);
    assert.match(verified.out, /^\d+ records in \d+ files?: every chain holds$/m);
    const query = ['audit', 'query', ...place, '--user', 'reader', '--refused'];
    const found = await own.run(undefined, ...query);
    assert.equal(found.code, 0, found.error);
    assert.match(found.out, /user\/strongroom\/reader|reader/);
    assert.match(found.out, /s3:PutObject/);
    const lines = (await own.run(undefined, ...query, '--json')).out.trim().split('\n');
    assert.ok(lines.every((line) => JSON.parse(line).errorCode === 'AccessDenied'));
    const tail = await own.run(undefined, 'audit', 'tail', '--lines', '2', ...place);
    assert.equal(tail.out.trim().split('\n').length, 2);
  });
});
