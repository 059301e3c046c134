import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ServiceError } from '../../operation/errors.ts';
import { s3Operations } from '../operations.ts';
import { checkedNotification } from './check.ts';
import { eventNames, eventsMeant, eventVersion } from './event-names.ts';
import { eventMessage, waitingEvent } from './event-record.ts';
import { entriesAbout } from './targets.ts';

const bucket = {
  id: 1,
  name: 'photos',
  accountId: '111122223333',
  ownerId: 'owner',
  region: 'us-east-1',
  createdAtMs: 0,
  versioning: 'Enabled',
  objectOwnership: undefined,
  publicAccessBlock: undefined,
  policy: undefined,
  tags: undefined,
  objectLockEnabled: false,
} as const;
const user = {
  kind: 'user',
  arn: 'arn:aws:iam::111122223333:user/ann',
  accountId: '111122223333',
  userId: 'AIDAANN',
} as const;
const facts = {
  name: 'ObjectCreated:Put',
  configurationId: 'new',
  region: 'us-east-1',
  atMs: 0,
  principal: user,
  sourceIp: '192.0.2.1',
  requestId: 'R',
  hostId: 'H',
  bucket,
  key: "a b/é'+~*",
  sizeBytes: 5,
  etag: 'e',
} as const;

describe('the record of an event', () => {
  test('is the one that AWS documents', () => {
    assert.deepEqual(JSON.parse(eventMessage(waitingEvent(facts), 'v1', 255)), {
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: 'us-east-1',
          eventTime: '1970-01-01T00:00:00.000Z',
          eventName: 'ObjectCreated:Put',
          userIdentity: { principalId: 'AWS:AIDAANN' },
          requestParameters: { sourceIPAddress: '192.0.2.1' },
          responseElements: { 'x-amz-request-id': 'R', 'x-amz-id-2': 'H' },
          s3: {
            s3SchemaVersion: '1.0',
            configurationId: 'new',
            bucket: {
              name: 'photos',
              ownerIdentity: { principalId: 'owner' },
              arn: 'arn:aws:s3:::photos',
            },
            object: {
              key: 'a+b/%C3%A9%27%2B%7E%2A'.replace('%2A', '*'),
              size: 5,
              eTag: 'e',
              versionId: 'v1',
              sequencer: '0000000000000000FF',
            },
          },
        },
      ],
    });
  });

  test('tells no version of a bucket that never had any', () => {
    const plain = { ...facts, bucket: { ...bucket, versioning: 'Unversioned' as const } };
    const message = eventMessage(waitingEvent(plain), 'null', 1);
    assert.equal('versionId' in JSON.parse(message).Records[0].s3.object, false);
  });

  test('has sequencers that compare as texts in the order of the changes', () => {
    const sequencers = [1, 15, 16, 4_095, 2 ** 40].map(
      (order) => JSON.parse(eventMessage(waitingEvent(facts), 'v', order)).Records[0].s3.object,
    );
    const texts = sequencers.map(({ sequencer }) => sequencer);
    assert.deepEqual(texts, texts.toSorted());
  });
});

describe('the names of events', () => {
  test('that operations declare are names of S3', () => {
    const known: readonly string[] = eventNames;
    const declared = s3Operations.flatMap(({ events }) => events ?? []);
    assert.ok(declared.length >= 10);
    assert.deepEqual(
      declared.filter((name) => !known.includes(name)),
      [],
    );
  });

  test('are meant by themselves and by a star after their kind, and by nothing else', () => {
    assert.deepEqual(eventsMeant('s3:ObjectTagging:*'), [
      'ObjectTagging:Put',
      'ObjectTagging:Delete',
    ]);
    assert.deepEqual(eventsMeant('s3:ObjectAcl:Put'), ['ObjectAcl:Put']);
    for (const word of ['ObjectAcl:Put', 's3:ObjectAcl', 's3:Object*', 's3:*', 's3:TestEvent']) {
      assert.deepEqual(eventsMeant(word), [], word);
    }
  });

  test('have the version of their kind', () => {
    const versions = [
      'ObjectCreated:Put',
      'LifecycleExpiration:Delete',
      'ObjectTagging:Put',
    ] as const;
    assert.deepEqual(versions.map(eventVersion), ['2.1', '2.3', '2.3']);
  });
});

describe('a notification configuration', () => {
  const Topic = 'arn:aws:sns:us-east-1:111122223333:t';
  const created = ['s3:ObjectCreated:*'];
  const filter = (...rules: (readonly [name: string, value: string])[]) => ({
    S3Key: { FilterRule: rules.map(([Name, Value]) => ({ Name, Value })) },
  });
  const refuses = (...entries: object[]) =>
    assert.throws(
      () =>
        checkedNotification({
          TopicConfiguration: entries.map((entry) => ({ Topic, Event: created, ...entry })),
        }),
      (error) => error instanceof ServiceError && error.code === 'InvalidArgument',
      JSON.stringify(entries),
    );

  test('gets an id for each entry that has none', () => {
    const checked = checkedNotification({ TopicConfiguration: [{ Topic, Event: created }] });
    assert.match(checked.TopicConfiguration?.[0]?.Id ?? '', /^[0-9a-f-]{36}$/);
  });

  test('is refused where two entries would be told of the same', () => {
    refuses({}, {});
    refuses({ Filter: filter(['prefix', 'a']) }, { Filter: filter(['prefix', 'ab']) });
    refuses({ Filter: filter(['suffix', 'b']) }, { Filter: filter(['Suffix', 'ab']) });
    refuses({}, { Event: ['s3:ObjectCreated:Put'], Filter: filter(['prefix', 'a']) });
    checkedNotification({
      TopicConfiguration: [
        { Topic, Event: created, Filter: filter(['prefix', 'a'], ['suffix', 'x']) },
        { Topic, Event: created, Filter: filter(['prefix', 'a'], ['suffix', 'y']) },
        { Topic, Event: ['s3:ObjectRemoved:*'] },
      ],
    });
  });

  test('is refused for what S3 does not know', () => {
    refuses({ Event: ['s3:ObjectCreated'] });
    refuses({ Topic: 'topic' });
    refuses({ Topic: 'arn:aws:sqs:us-east-1:111122223333:q' });
    refuses({ Id: 'x'.repeat(256) });
    refuses({ Filter: filter(['infix', 'a']) });
    refuses({ Filter: filter(['prefix', 'a'], ['Prefix', 'b']) });
    refuses({ Filter: filter(['prefix', 'é'.repeat(513)]) });
    refuses(
      { Id: 'a', Filter: filter(['prefix', 'a']) },
      { Id: 'a', Filter: filter(['prefix', 'b']) },
    );
  });

  test('says whom to tell of a key', () => {
    const configuration = {
      TopicConfiguration: [
        { Id: 'jpg', Topic, Event: created, Filter: filter(['prefix', 'a/'], ['suffix', '.jpg']) },
      ],
    };
    const told = (key: string) => entriesAbout(configuration, 'ObjectCreated:Copy', key).length;
    assert.deepEqual(['a/b.jpg', 'a/b.png', 'b/a.jpg'].map(told), [1, 0, 0]);
    assert.deepEqual(entriesAbout(configuration, 'ObjectRemoved:Delete', 'a/b.jpg'), []);
  });
});
