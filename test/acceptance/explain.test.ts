import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import {
  DeleteBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createBucket } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { openOwnCommand, printedKey } from './own-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-explain-'));
after(() => rmSync(folder, { recursive: true }));
const server = await useServer({ arguments: ['--audit-folder', folder] });
const own = await openOwnCommand(server);
const rootS3 = s3Client(server);
const place = ['--audit-folder', folder];

const bucket = await createBucket(rootS3);
const granted = await own.run(
  server.root,
  ...['grant', bucket, '--role', 'rails-app', '--user', 'app', '--yes'],
);
const app = s3Client(server, printedKey(granted));

/** A refusal's request id and its sealed message. */
async function refusal(client: S3Client) {
  const error: unknown = await client
    .send(new DeleteBucketCommand({ Bucket: bucket }))
    .catch((reason: unknown) => reason);
  const at = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  const headers = at(at(error, '$response'), 'headers');
  return {
    requestId: String(at(at(error, '$metadata'), 'requestId')),
    message: String(at(headers, 'x-strongroom-authorization-message')),
  };
}

/** Records are written a moment after their response. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}

describe('why a request was refused', () => {
  test('is told by its id, with the nearest statement and the smallest change', async () => {
    const { requestId } = await refusal(app);
    await settled();
    const { code, out, error } = await own.run(server.root, 'explain', requestId, ...place);
    assert.equal(code, 0, error);
    assert.match(out, /^Request: {2}s3:DeleteBucket, .* answered 403 AccessDenied$/m);
    assert.match(out, /^By: .*:user\/strongroom\/app with the key AKIA/m);
    assert.match(out, /^Decision: s3:DeleteBucket on \S+ refused: no identity policy allows it$/m);
    assert.match(out, /^To allow: add "s3:DeleteBucket" to the Action of statement "List" of /m);
    const offline = await own.run(undefined, 'explain', requestId, '--offline', ...place);
    assert.equal(offline.code, 0, offline.error);
    assert.ok(!offline.out.includes('To allow'));
  });

  test('is told by the message that came with it', async () => {
    const { message } = await refusal(app);
    const { code, out, error } = await own.run(server.root, 'explain', '--encoded', message);
    assert.equal(code, 0, error);
    assert.match(out, /^Refused: {2}s3:DeleteBucket on arn:aws:s3:::/m);
    assert.match(out, /^Because: {2}no identity policy allows it$/m);
    assert.match(out, /^ {2}statement "List": Allow, its Action did not match$/m);
  });

  test('is not told of an id that is not there, and says where it looked', async () => {
    const { code, error } = await own.run(server.root, 'explain', 'FFFF', ...place);
    assert.equal(code, 1);
    assert.match(error, /no audit record in \S+ has the request id FFFF/);
    assert.equal((await own.run(server.root, 'explain')).code, 2);
  });
});

describe('simulate', () => {
  test('answers for a user, as the server would', async () => {
    const ask = (action: string, resource: string) =>
      own.run(server.root, 'simulate', action, resource, '--user', 'app');
    const allowed = await ask('s3:GetObject', `arn:aws:s3:::${bucket}/k`);
    assert.deepEqual(
      [allowed.code, /^Allowed: statement "Objects" of /.test(allowed.out)],
      [0, true],
    );
    const refused = await ask('s3:GetObject', 'arn:aws:s3:::another/k');
    assert.equal(refused.code, 1);
    assert.match(
      refused.out,
      /add "arn:aws:s3:::another\/k" to the Resource of statement "Objects"/,
    );
  });

  test('answers for a policy in a file, without any server', async () => {
    const path = join(folder, 'policy.txt');
    const Condition = { StringLike: { 's3:prefix': 'a/*' } };
    const Statement = { Effect: 'Allow', Action: 's3:ListBucket', Resource: '*', Condition };
    writeFileSync(path, JSON.stringify({ Version: '2012-10-17', Statement }));
    const args = ['simulate', 's3:ListBucket', 'arn:aws:s3:::b', '--policy', path];
    const away = ['--endpoint-url', 'http://127.0.0.1:1'];
    assert.equal((await own.run(undefined, ...args, ...away)).code, 1);
    const fact = ['--context', 's3:prefix=a/b'];
    assert.equal((await own.run(undefined, ...args, ...fact, ...away)).code, 0);
  });

  test('names an action that does not exist', async () => {
    const { code, error } = await own.run(
      undefined,
      'simulate',
      's3:GetObjekt',
      'arn:aws:s3:::b/k',
    );
    assert.equal(code, 2);
    assert.match(error, /there is no action s3:GetObjekt, did you mean s3:GetObject\?/);
  });
});

describe('policy generate', () => {
  test('makes a policy of what was done, and proves it', async () => {
    await app.send(new PutObjectCommand({ Bucket: bucket, Key: 'avatars/1', Body: 'x' }));
    await app.send(new GetObjectCommand({ Bucket: bucket, Key: 'avatars/1' }));
    await app.send(new ListObjectsV2Command({ Bucket: bucket }));
    await settled();
    const args = ['policy', 'generate', '--user', 'app', ...place];
    const { code, out, error } = await own.run(undefined, ...args);
    assert.equal(code, 0, error);
    const found = JSON.parse(out).Statement.map((one: Record<string, unknown>) => [
      one.Action,
      one.Resource,
    ]);
    assert.deepEqual(found, [
      [['s3:GetObject', 's3:PutObject'], [`arn:aws:s3:::${bucket}/avatars/*`]],
      [['s3:ListBucket'], [`arn:aws:s3:::${bucket}`]],
    ]);
    assert.match(error, /replayed: 3 of 3 decisions are permitted/);
    const nobody = await own.run(undefined, 'policy', 'generate', '--user', 'nobody', ...place);
    assert.equal(nobody.code, 1);
  });
});
