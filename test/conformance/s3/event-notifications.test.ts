import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  type Event,
  GetBucketNotificationConfigurationCommand,
  type NotificationConfiguration,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createBucket } from '../harness/buckets.ts';
import { s3Client } from '../harness/clients.ts';
import { eventually } from '../harness/eventually.ts';
import { expectError } from '../harness/expect-error.ts';
import { useReceiver } from '../harness/receiver.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const arn = (service: 'sns' | 'sqs', name: string) =>
  `arn:aws:${service}:us-east-1:111122223333:${name}`;
const hook = await useReceiver();
const signed = await useReceiver();
const failing = await useReceiver();
const elsewhere = await useReceiver();
const queue = await useReceiver();
queue.headers = { 'content-type': 'application/x-amz-json-1.0' };
queue.answer = ({ body }) => {
  const { MessageBody } = JSON.parse(body);
  const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
  return JSON.stringify({ MessageId: 'm', MD5OfMessageBody });
};
const hmacSecret = 'a secret of the receiver';
const server = await useServer({
  workers: 2,
  arguments: [
    ...['--notification-target', `${arn('sns', 'hook')}=${hook.origin}/events`],
    ...['--notification-target', `${arn('sns', 'signed')}=${signed.origin}/signed`],
    ...['--notification-target', `${arn('sns', 'failing')}=${failing.origin}/`],
    ...['--notification-target', `${arn('sqs', 'queue')}=sqs:${queue.origin}/000000000000/queue`],
    ...['--notification-target', `${arn('sns', 'gone')}=http://127.0.0.1:9/`],
    ...['--lifecycle-day', '1s'],
  ],
  environment: {
    STRONGROOM_NOTIFICATION_SECRET: `${arn('sns', 'signed')}=hmac:${hmacSecret}`,
  },
});
const s3 = s3Client(server);

const notify = (
  Bucket: string,
  NotificationConfiguration: NotificationConfiguration,
  SkipDestinationValidation?: boolean,
) =>
  s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration,
      ...(SkipDestinationValidation === undefined ? {} : { SkipDestinationValidation }),
    }),
  );
const topic = (name: string, ...Events: Event[]) => ({
  TopicConfigurations: [{ Id: name, TopicArn: arn('sns', name), Events }],
});
const every: Event[] = [
  's3:ObjectCreated:*',
  's3:ObjectRemoved:*',
  's3:ObjectTagging:*',
  's3:LifecycleExpiration:*',
];

type Record = {
  eventName: string;
  s3: { object: { key: string; sequencer: string; versionId?: string; size?: number } };
} & { [name: string]: unknown };

/** The records of a bucket that a receiver got, by the order of their sequencers. */
function recordsOf(receiver: typeof hook, bucket: string): Record[] {
  return receiver.received
    .flatMap(({ body }) => JSON.parse(body).Records ?? [])
    .filter((record) => record.s3.bucket.name === bucket)
    .sort((a, b) => (a.s3.object.sequencer < b.s3.object.sequencer ? -1 : 1));
}

const namesOf = (receiver: typeof hook, bucket: string) => async () =>
  recordsOf(receiver, bucket).map(({ eventName, s3: { object } }) => `${eventName} ${object.key}`);

describe('event notifications', () => {
  test('tell a webhook of each change, in the shape that AWS has', async () => {
    const Bucket = await createBucket(s3);
    await notify(Bucket, topic('hook', ...every));
    const test = hook.received
      .map(({ body }) => JSON.parse(body))
      .find((one) => one.Bucket === Bucket);
    assert.deepEqual([test?.Service, test?.Event], ['Amazon S3', 's3:TestEvent']);
    const Key = 'a b/é&+.txt';
    const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello' }));
    await eventually(namesOf(hook, Bucket), ['ObjectCreated:Put a+b/%C3%A9%26%2B.txt']);
    const [record] = recordsOf(hook, Bucket);
    assert.ok(record !== undefined);
    const { eventTime, responseElements, userIdentity, s3: about, ...rest } = record;
    assert.deepEqual(rest, {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'us-east-1',
      eventName: 'ObjectCreated:Put',
      requestParameters: { sourceIPAddress: '127.0.0.1' },
    });
    assert.ok(Math.abs(Date.parse(String(eventTime)) - Date.now()) < 60_000);
    assert.match(JSON.stringify(responseElements), /"x-amz-request-id":"[0-9A-F]{16}"/);
    assert.match(JSON.stringify(userIdentity), /"principalId":"AWS:\d{12}"/);
    const { object } = about;
    assert.match(object.sequencer, /^[0-9A-F]{18}$/);
    const { size, versionId } = object;
    assert.deepEqual([size, versionId], [5, undefined]);
    assert.equal(`"${Reflect.get(object, 'eTag')}"`, ETag);
    assert.equal(Reflect.get(about, 'configurationId'), 'hook');
  });

  test('name every kind of change, in the order of the changes, with versions', async () => {
    const Bucket = await createBucket(s3);
    const VersioningConfiguration = { Status: 'Enabled' as const };
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    await notify(Bucket, topic('hook', ...every));
    const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
    const CopySource = `${Bucket}/a`;
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource }));
    const upload = { Bucket, Key: 'c' };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand(upload));
    const part = { ...upload, UploadId, PartNumber: 1 };
    const { ETag } = await s3.send(new UploadPartCommand({ ...part, Body: 'part' }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await s3.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload }));
    const Tagging = { TagSet: [{ Key: 'k', Value: 'v' }] };
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging }));
    await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'a' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const { VersionId } = put;
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'b' }] } }));
    await eventually(namesOf(hook, Bucket), [
      'ObjectCreated:Put a',
      'ObjectCreated:Copy b',
      'ObjectCreated:CompleteMultipartUpload c',
      'ObjectTagging:Put a',
      'ObjectTagging:Delete a',
      'ObjectRemoved:DeleteMarkerCreated a',
      'ObjectRemoved:Delete a',
      'ObjectRemoved:DeleteMarkerCreated b',
    ]);
    const [first, , , , , marker, gone] = recordsOf(hook, Bucket).map(
      ({ s3: { object } }) => object,
    );
    assert.equal(first?.versionId, VersionId);
    assert.equal(gone?.versionId, VersionId);
    assert.notEqual(marker?.versionId, VersionId);
  });

  test('go to a queue that speaks SQS', async () => {
    const Bucket = await createBucket(s3);
    const QueueConfigurations = [
      { Id: 'q', QueueArn: arn('sqs', 'queue'), Events: ['s3:ObjectCreated:Put' as const] },
    ];
    await notify(Bucket, { QueueConfigurations });
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '' }));
    const told = async () =>
      queue.received
        .map(({ body }) => JSON.parse(JSON.parse(body).MessageBody))
        .flatMap(({ Records }) => Records ?? [])
        .filter((record) => record.s3.bucket.name === Bucket)
        .map(({ s3: about }) => about.object.key);
    await eventually(told, ['a']);
    const [first] = queue.received;
    assert.equal(JSON.parse(first?.body ?? '').QueueUrl, `${queue.origin}/000000000000/queue`);
    assert.equal(first?.headers['x-amz-target'], 'AmazonSQS.SendMessage');
  });

  test('are about the keys of the filter alone, and of the events that are named', async () => {
    const Bucket = await createBucket(s3);
    const rules = [
      { Name: 'prefix' as const, Value: 'img/' },
      { Name: 'suffix' as const, Value: '.jpg' },
    ];
    const [entry] = topic('hook', 's3:ObjectCreated:Put').TopicConfigurations;
    assert.ok(entry !== undefined);
    const Filter = { Key: { FilterRules: rules } };
    await notify(Bucket, { TopicConfigurations: [{ ...entry, Filter }] });
    for (const Key of ['img/a.png', 'a.jpg', 'img/a.jpg']) {
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: '' }));
    }
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'img/a.jpg' }));
    await eventually(namesOf(hook, Bucket), ['ObjectCreated:Put img/a.jpg']);
  });

  test('of a change that was refused, or changed nothing, are none', async () => {
    const Bucket = await createBucket(s3);
    await notify(Bucket, topic('hook', ...every));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '' }));
    const again = new PutObjectCommand({ Bucket, Key: 'a', Body: '', IfNoneMatch: '*' });
    await expectError(s3.send(again), 'PreconditionFailed', 412);
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'none' }));
    await eventually(namesOf(hook, Bucket), ['ObjectCreated:Put a']);
    await pause(1_000);
    assert.equal(recordsOf(hook, Bucket).length, 1);
  });

  test('tell of what a lifecycle removes', async () => {
    const Bucket = await createBucket(s3);
    await notify(Bucket, topic('hook', 's3:LifecycleExpiration:*'));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '' }));
    const Rules = [{ Status: 'Enabled' as const, Filter: {}, Expiration: { Days: 1 } }];
    const LifecycleConfiguration = { Rules };
    await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration }));
    await eventually(namesOf(hook, Bucket), ['LifecycleExpiration:Delete a']);
    const [record] = recordsOf(hook, Bucket);
    assert.deepEqual(record?.userIdentity, { principalId: 's3.amazonaws.com' });
  });

  test('carry a signature of the body where the settings have a secret', async () => {
    const Bucket = await createBucket(s3);
    await notify(Bucket, topic('signed', 's3:ObjectCreated:*'));
    const [first] = signed.received;
    assert.ok(first !== undefined);
    const { body, headers } = first;
    const digest = createHmac('sha256', hmacSecret).update(body).digest('hex');
    assert.equal(headers['x-strongroom-signature'], `sha256=${digest}`);
    assert.ok(!server.output().includes(hmacSecret));
  });

  test('that are not taken come again, a redirect is not followed, and others do not wait', async () => {
    const Bucket = await createBucket(s3);
    await notify(Bucket, topic('failing', 's3:ObjectCreated:*'));
    failing.status = 302;
    failing.headers = { location: elsewhere.origin };
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: '' }));
    const other = await createBucket(s3);
    await notify(other, topic('hook', ...every));
    await s3.send(new PutObjectCommand({ Bucket: other, Key: 'b', Body: '' }));
    await eventually(namesOf(hook, other), ['ObjectCreated:Put b']);
    await eventually(async () => recordsOf(failing, Bucket).length >= 2, true);
    failing.status = 204;
    const sofar = recordsOf(failing, Bucket).length;
    await eventually(async () => recordsOf(failing, Bucket).length, sofar + 1);
    await pause(2_500);
    assert.equal(recordsOf(failing, Bucket).length, sofar + 1);
    assert.deepEqual(elsewhere.received, []);
  });
});

describe('PutBucketNotificationConfiguration', () => {
  const refused = (Bucket: string, configuration: NotificationConfiguration) =>
    expectError(notify(Bucket, configuration), 'InvalidArgument', 400);

  test('refuses destinations that are not there, unless it is told not to look', async () => {
    const Bucket = await createBucket(s3);
    await refused(Bucket, topic('nobody', 's3:ObjectCreated:*'));
    await refused(Bucket, topic('gone', 's3:ObjectCreated:*'));
    const read = new GetBucketNotificationConfigurationCommand({ Bucket });
    assert.equal((await s3.send(read)).TopicConfigurations, undefined);
    await notify(Bucket, topic('nobody', 's3:ObjectCreated:*'), true);
    assert.equal((await s3.send(read)).TopicConfigurations?.length, 1);
  });

  test('refuses what S3 refuses', async () => {
    const Bucket = await createBucket(s3);
    const hooked = topic('hook', 's3:ObjectCreated:*').TopicConfigurations;
    const [entry] = hooked;
    assert.ok(entry !== undefined);
    const filtered = (Id: string, Name: 'prefix' | 'suffix', ...values: string[]) => ({
      ...entry,
      Id,
      Filter: { Key: { FilterRules: values.map((Value) => ({ Name, Value })) } },
    });
    const unknown = await sendSigned(server, {
      method: 'PUT',
      path: `/${Bucket}`,
      query: 'notification',
      body: `<NotificationConfiguration><TopicConfiguration><Topic>${entry.TopicArn}</Topic><Event>s3:ObjectEaten:*</Event></TopicConfiguration></NotificationConfiguration>`,
      credentials: server.root,
    });
    assert.deepEqual([unknown.status, errorCode(unknown)], [400, 'InvalidArgument']);
    await refused(Bucket, { TopicConfigurations: [{ ...entry, TopicArn: 'arn:aws:sqs:a:1:b' }] });
    await refused(Bucket, { TopicConfigurations: [entry, { ...entry, Id: 'other' }] });
    await refused(Bucket, {
      TopicConfigurations: [filtered('a', 'prefix', 'img/'), filtered('b', 'prefix', 'img/a')],
    });
    await refused(Bucket, { TopicConfigurations: [filtered('a', 'prefix', 'x', 'y')] });
    const apart = [filtered('a', 'prefix', 'img/'), filtered('b', 'prefix', 'doc/')];
    await notify(Bucket, { TopicConfigurations: apart });
  });
});
