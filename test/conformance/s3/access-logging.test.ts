import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketAclCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type TargetObjectKeyFormat,
} from '@aws-sdk/client-s3';
import { addressOf, certificate } from '../harness/access-mode.ts';
import { createBucket, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client } from '../harness/clients.ts';
import { eventually } from '../harness/eventually.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser, policyText } from '../harness/identities.ts';
import { type ServerOptions, startServer, useServer } from '../harness/server.ts';
import { sendSigned } from '../harness/signed-request.ts';
import { uniqueName } from '../harness/unique-name.ts';

const options: ServerOptions = {
  workers: 2,
  arguments: ['--access-log-interval', '300ms', '--lifecycle-day', '1s'],
};
const server = await useServer(options);
const s3 = s3Client(server);
const iam = iamClient(server);

/** What the target's policy permits: the service alone, and for one source alone. */
function delivery(target: string, source: string, account?: string) {
  return {
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: s3Arn(target, '*'),
    Condition: {
      ArnLike: { 'aws:SourceArn': s3Arn(source) },
      ...(account === undefined ? {} : { StringEquals: { 'aws:SourceAccount': account } }),
    },
  };
}

async function logTo(
  Bucket: string,
  TargetBucket: string,
  TargetObjectKeyFormat?: TargetObjectKeyFormat,
  client = s3,
): Promise<void> {
  const LoggingEnabled = {
    TargetBucket,
    TargetPrefix: 'log/',
    ...(TargetObjectKeyFormat === undefined ? {} : { TargetObjectKeyFormat }),
  };
  const BucketLoggingStatus = { LoggingEnabled };
  await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus }));
}

/** A bucket whose log goes to another one, which permits it. */
async function loggedBucket(format?: TargetObjectKeyFormat) {
  const [source, target] = [await createBucket(s3), await createBucket(s3)];
  const Policy = policyText(delivery(target, source));
  await s3.send(new PutBucketPolicyCommand({ Bucket: target, Policy }));
  await logTo(source, target, format);
  return { source, target };
}

async function logKeys(Bucket: string, client = s3): Promise<string[]> {
  const { Contents } = await client.send(new ListObjectsV2Command({ Bucket, Prefix: 'log/' }));
  return (Contents ?? []).map(({ Key = '' }) => Key);
}

async function logLines(Bucket: string, client = s3): Promise<string[]> {
  const texts = [];
  for (const Key of await logKeys(Bucket, client)) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    texts.push(await Body?.transformToString());
  }
  return texts.flatMap((text = '') => text.trimEnd().split('\n'));
}

/** The fields of a line: those in brackets or quotes are one each. */
const fieldsOf = (line: string) => line.match(/\[[^\]]*\]|"[^"]*"|\S+/g) ?? [];

/** The line of an operation, once it has come. */
async function lineOf(target: string, operation: string, client = s3): Promise<string[]> {
  let found: string[] | undefined;
  const look = async () => {
    found = (await logLines(target, client))
      .map(fieldsOf)
      .find((fields) => fields[6] === operation);
    return found !== undefined;
  };
  await eventually(look, true);
  return found ?? [];
}

/** The server's own log says that lines could not be delivered. */
const isToldLost = (source: string) =>
  new RegExp(`cannot be delivered .*bucket=${source}`).test(server.output());

describe('server access logging', { concurrency: 3 }, () => {
  test('tells of a request all that AWS tells, in its format', async () => {
    const { source, target } = await loggedBucket();
    await s3.send(new PutObjectCommand({ Bucket: source, Key: 'a b/é', Body: '0123456789' }));
    const path = `/${source}/a%20b/%C3%A9`;
    const headers = { range: 'bytes=2-4', referer: 'https://a.example/"x"', 'user-agent': 'me/1' };
    const answer = await sendSigned(server, { path, headers, credentials: server.root });
    const fields = await lineOf(target, 'REST.GET.OBJECT');
    assert.equal(fields.length, 26);
    const [owner, bucket, time, ip, requester, requestId, , key, uri, status, ...more] = fields;
    assert.match(owner ?? '', /^[0-9a-f]{64}$/);
    assert.equal(bucket, source);
    assert.match(time ?? '', /^\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000\]$/);
    assert.deepEqual([ip, requester], ['127.0.0.1', owner]);
    assert.equal(requestId, answer.headers['x-amz-request-id']);
    const sent = addressOf(server, path);
    const line = `"GET ${sent.path} HTTP/1.1"`;
    assert.deepEqual([key, uri, status], ['a%20b/%C3%A9', line, '206']);
    const [error, bytes, size, total, turnAround, referer, agent, versionId, ...rest] = more;
    assert.deepEqual([error, bytes, size], ['-', '3', '10']);
    assert.match(`${total} ${turnAround}`, /^\d+ \d+$/);
    assert.deepEqual([referer, agent, versionId], ['"https://a.example/%22x%22"', '"me/1"', '-']);
    assert.equal(rest[0], answer.headers['x-amz-id-2']);
    const tlsVersion = certificate === undefined ? '-' : 'TLSv1.3';
    const expected = ['SigV4', '-', 'AuthHeader', sent.host, tlsVersion, '-', '-'];
    assert.deepEqual(rest.slice(1), expected);
  });

  test('tells the size of an object whose memory was given back when it was sent', async () => {
    const { source, target } = await loggedBucket();
    const Body = 'x'.repeat(40_000);
    await s3.send(new PutObjectCommand({ Bucket: source, Key: 'a', Body }));
    const read = await s3.send(new GetObjectCommand({ Bucket: source, Key: 'a' }));
    assert.equal(await read.Body?.transformToString(), Body);
    const fields = await lineOf(target, 'REST.GET.OBJECT');
    assert.deepEqual(fields.slice(11, 13), ['40000', '40000']);
  });

  test('tells of users by their ARN, and of refusals with their code', async () => {
    const { source, target } = await loggedBucket();
    const user = await createUser(iam, allow('s3:ListBucket', s3Arn(source)));
    const client = s3Client(server, user.credentials);
    await client.send(new ListObjectsV2Command({ Bucket: source, Prefix: 'x' }));
    const refused = client.send(new PutObjectCommand({ Bucket: source, Key: 'a', Body: 'x' }));
    await expectError(refused, 'AccessDenied', 403);
    const list = await lineOf(target, 'REST.GET.BUCKET');
    assert.deepEqual([list[4], list[7], list[9]], [user.arn, '-', '200']);
    const put = await lineOf(target, 'REST.PUT.OBJECT');
    assert.deepEqual([put[4], put[9], put[10]], [user.arn, '403', 'AccessDenied']);
  });

  test('keeps signatures of presigned addresses to itself, and tells who did not sign', async () => {
    const { source, target } = await loggedBucket();
    const query = 'X-Amz-Signature=abcdef&X-Amz-Security-Token=secret&x=1';
    await sendSigned(server, { path: `/${source}/a`, query });
    await expectError(
      anonymousS3Client(server).send(new GetObjectCommand({ Bucket: source, Key: 'b' })),
      'AccessDenied',
      403,
    );
    const keysTold = async () => {
      const keys = new Set((await logLines(target)).map((line) => fieldsOf(line)[7]));
      return [keys.has('a'), keys.has('b')];
    };
    await eventually(keysTold, [true, true]);
    const lines = (await logLines(target)).join('\n');
    assert.ok(!/abcdef|secret/.test(lines), lines);
    assert.match(lines, /X-Amz-Signature=REDACTED/);
    const anonymous = (await logLines(target)).map(fieldsOf).find((fields) => fields[7] === 'b');
    assert.deepEqual([anonymous?.[4], anonymous?.[9]], ['-', '403']);
  });

  test('tells of DeleteObjects key by key, and of what a lifecycle does', async () => {
    const { source, target } = await loggedBucket();
    const Delete = { Objects: [{ Key: 'one' }, { Key: 'two' }] };
    await s3.send(new DeleteObjectsCommand({ Bucket: source, Delete }));
    await lineOf(target, 'REST.POST.MULTI_OBJECT_DELETE');
    const deleted = (await logLines(target))
      .map(fieldsOf)
      .filter((fields) => fields[6] === 'BATCH.DELETE.OBJECT');
    assert.deepEqual(
      deleted.map((fields) => [fields[7], fields[9]]),
      [
        ['one', '204'],
        ['two', '204'],
      ],
    );
    await s3.send(new PutObjectCommand({ Bucket: source, Key: 'old', Body: 'x' }));
    const Rules = [{ Status: 'Enabled' as const, Filter: {}, Expiration: { Days: 1 } }];
    const LifecycleConfiguration = { Rules };
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket: source, LifecycleConfiguration }),
    );
    const expired = await lineOf(target, 'S3.EXPIRE.OBJECT');
    assert.deepEqual([expired[4], expired[7], expired[12]], ['AmazonS3', 'old', '1']);
  });

  test('names its objects by their format', async () => {
    const simple = await loggedBucket();
    const byDelivery = { PartitionDateSource: 'DeliveryTime' as const };
    const byEvent = { PartitionDateSource: 'EventTime' as const };
    const delivered = await loggedBucket({ PartitionedPrefix: byDelivery });
    const dated = await loggedBucket({ PartitionedPrefix: byEvent });
    const all = [simple, delivered, dated];
    for (const { source: Bucket } of all) await s3.send(new ListObjectsV2Command({ Bucket }));
    for (const { target } of all) await lineOf(target, 'REST.GET.BUCKET');
    const [key = ''] = await logKeys(simple.target);
    assert.match(key, /^log\/\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d-[0-9A-F]{16}$/);
    const date = String.raw`(\d{4})/(\d\d)/(\d\d)/\1-\2-\3`;
    const place = (source: string) => String.raw`^log/\d{12}/us-east-1/${source}/${date}`;
    const [byTime = ''] = await logKeys(delivered.target);
    assert.match(
      byTime,
      new RegExp(String.raw`${place(delivered.source)}-\d\d-\d\d-\d\d-[0-9A-F]{16}$`),
    );
    const [byDay = ''] = await logKeys(dated.target);
    assert.match(byDay, new RegExp(`${place(dated.source)}-00-00-00-[0-9A-F]{16}$`));
  });

  test('delivers nothing that the target does not permit', async () => {
    const [source, other, target] = [
      await createBucket(s3),
      await createBucket(s3),
      await createBucket(s3),
    ];
    const Policy = policyText(delivery(target, other));
    await s3.send(new PutBucketPolicyCommand({ Bucket: target, Policy }));
    await logTo(source, target);
    await logTo(other, target);
    await s3.send(new ListObjectsV2Command({ Bucket: source }));
    await s3.send(new ListObjectsV2Command({ Bucket: other }));
    await lineOf(target, 'REST.GET.BUCKET');
    await eventually(async () => isToldLost(source), true);
    for (const line of await logLines(target)) assert.equal(fieldsOf(line)[1], other);
  });

  test('holds the target to the account of the source', async () => {
    const [source, target] = [await createBucket(s3), await createBucket(s3)];
    const Policy = policyText(delivery(target, source, '999999999999'));
    await s3.send(new PutBucketPolicyCommand({ Bucket: target, Policy }));
    await logTo(source, target);
    await s3.send(new ListObjectsV2Command({ Bucket: source }));
    await eventually(async () => isToldLost(source), true);
    assert.deepEqual(await logKeys(target), []);
  });

  test('delivers by the list of the log delivery group, where the target has lists', async () => {
    const [source, target] = [await createBucket(s3), uniqueName('target')];
    await s3.send(new CreateBucketCommand({ Bucket: target, ObjectOwnership: 'ObjectWriter' }));
    const GrantWrite = 'uri="http://acs.amazonaws.com/groups/s3/LogDelivery"';
    await s3.send(new PutBucketAclCommand({ Bucket: target, GrantWrite }));
    const URI = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
    const TargetGrants = [
      { Grantee: { Type: 'Group' as const, URI }, Permission: 'READ' as const },
    ];
    const LoggingEnabled = { TargetBucket: target, TargetPrefix: 'log/', TargetGrants };
    const BucketLoggingStatus = { LoggingEnabled };
    await s3.send(new PutBucketLoggingCommand({ Bucket: source, BucketLoggingStatus }));
    await s3.send(new ListObjectsV2Command({ Bucket: source }));
    await lineOf(target, 'REST.GET.BUCKET');
    const [Key] = await logKeys(target);
    const { Grants } = await s3.send(new GetObjectAclCommand({ Bucket: target, Key }));
    const granted = Grants?.map(({ Grantee, Permission }) => [Grantee?.URI, Permission]);
    assert.deepEqual(granted, [
      [URI, 'READ'],
      [undefined, 'FULL_CONTROL'],
    ]);
  });
});

test('what a killed server did not deliver is delivered by the next one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'strongroom-test-logs-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const place = {
    arguments: ['--access-log-interval', '1h'],
    dataFolder: join(folder, 'data'),
    masterKeyFile: join(folder, 'master.key'),
    root: server.root,
  };
  const first = await startServer(place);
  const client = s3Client(first);
  const [source, target] = [await createBucket(client), await createBucket(client)];
  const Policy = policyText(delivery(target, source));
  await client.send(new PutBucketPolicyCommand({ Bucket: target, Policy }));
  await logTo(source, target, undefined, client);
  await client.send(new ListObjectsV2Command({ Bucket: source }));
  // Longer than lines wait in memory.
  await pause(500);
  assert.ok(first.pid !== undefined);
  process.kill(first.pid, 'SIGKILL');
  await first.stop();
  const second = await startServer(place);
  after(() => second.stop());
  await lineOf(target, 'REST.GET.BUCKET', s3Client(second));
});
