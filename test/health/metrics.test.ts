import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createBucket } from '../conformance/harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client } from '../conformance/harness/clients.ts';
import { expectError } from '../conformance/harness/expect-error.ts';
import { createUser } from '../conformance/harness/identities.ts';
import { useServer } from '../conformance/harness/server.ts';
import { adminPage, sample } from './admin-endpoint.ts';

const server = await useServer({ workers: 2, arguments: ['--admin-listen', '127.0.0.1:0'] });
const s3 = s3Client(server);
const Bucket = await createBucket(s3);
const user = await createUser(iamClient(server));

async function metrics(): Promise<string> {
  const { status, type, text } = await adminPage(server, '/metrics');
  assert.equal(status, 200);
  assert.equal(type, 'text/plain; version=0.0.4; charset=utf-8');
  return text;
}

test('requests are counted over all workers, with their times and bytes', async () => {
  const puts = 12;
  const name = 'strongroom_requests_total{service="s3",operation="PutObject",status="200"}';
  const before = sample(await metrics(), name) ?? 0;
  for (let index = 0; index < puts; index += 1) {
    await s3.send(new PutObjectCommand({ Bucket, Key: `key-${index}`, Body: 'x'.repeat(1_000) }));
  }
  const text = await metrics();
  assert.equal(sample(text, name), before + puts);
  const named = 'service="s3",operation="PutObject"';
  const count = sample(text, `strongroom_request_duration_seconds_count{${named}}`);
  const all = sample(text, `strongroom_request_duration_seconds_bucket{${named},le="+Inf"}`);
  assert.equal(count, before + puts);
  assert.equal(all, count);
  assert.ok((sample(text, 'strongroom_received_bytes_total{service="s3"}') ?? 0) >= puts * 1_000);
  assert.ok((sample(text, 'strongroom_blob_bytes_total{direction="written"}') ?? 0) > puts * 1_000);
  const committed = sample(text, 'strongroom_metadata_writes_total{outcome="committed"}');
  assert.ok(committed !== undefined && committed >= puts);
});

test('denials and errors are counted by action and code', async () => {
  const denied = s3Client(server, user.credentials);
  const get = new GetObjectCommand({ Bucket, Key: 'key-0' });
  await expectError(denied.send(get), 'AccessDenied', 403);
  await expectError(anonymousS3Client(server).send(get), 'AccessDenied', 403);
  const text = await metrics();
  assert.equal(sample(text, 'strongroom_denials_total{action="s3:GetObject"}'), 2);
  assert.equal(sample(text, 'strongroom_errors_total{service="s3",code="AccessDenied"}'), 2);
});

test('the state of each worker and of the disk is told', async () => {
  const text = await metrics();
  for (const worker of [1, 2]) {
    assert.ok((sample(text, `strongroom_resident_memory_bytes{worker="${worker}"}`) ?? 0) > 1e6);
    assert.equal(sample(text, `strongroom_requests_in_flight{worker="${worker}"}`), 0);
    assert.ok(sample(text, `strongroom_audit_waiting_bytes{worker="${worker}"}`) !== undefined);
    const late = `strongroom_event_loop_delay_seconds{worker="${worker}",quantile="0.99"}`;
    assert.ok((sample(text, late) ?? -1) >= 0);
  }
  assert.ok((sample(text, 'strongroom_disk_free_bytes') ?? 0) > 0);
  assert.equal(sample(text, 'strongroom_worker_restarts_total'), 0);
});

test('each line is a comment or a sample, and each family is told once', async () => {
  const lines = (await metrics()).trimEnd().split('\n');
  const form = /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z_]+="[^"\n]*",?)+\})? -?[0-9.e+-]+)$/;
  for (const line of lines) assert.match(line, form);
  const types = lines.filter((line) => line.startsWith('# TYPE '));
  assert.equal(new Set(types).size, types.length);
});

test('secrets and keys of objects are in no metric', async () => {
  const text = await metrics();
  for (const secret of [user.credentials.secretAccessKey, user.credentials.accessKeyId, 'key-0']) {
    assert.ok(!text.includes(secret));
  }
});

test('live and ready answer, and nothing else does', async () => {
  assert.equal((await adminPage(server, '/health/live')).status, 200);
  assert.equal((await adminPage(server, '/health/ready')).status, 200);
  assert.equal((await adminPage(server, '/')).status, 404);
});
