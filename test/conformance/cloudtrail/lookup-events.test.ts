import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Event,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { CreateAccessKeyCommand, CreateUserCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import { cloudTrailClient, iamClient, s3Client } from '../harness/clients.ts';
import { type Credentials, useServer } from '../harness/server.ts';

const server = await useServer({ workers: 2 });

const trail = cloudTrailClient(server);

/** Records are written in batches, a moment after the answer. */
async function lookupUntil(
  input: LookupEventsCommandInput,
  holds: (events: readonly Event[]) => boolean,
): Promise<readonly Event[]> {
  for (let tries = 0; ; tries += 1) {
    const { Events = [] } = await trail.send(new LookupEventsCommand(input));
    if (holds(Events) || tries > 40) return Events;
    await pause(50);
  }
}

async function keyOf(UserName: string): Promise<Credentials> {
  const iam = iamClient(server);
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
}

const attribute = (AttributeKey: string, AttributeValue: string) => ({
  // `ErrorCode` is an attribute of ours, which the SDK's types do not have.
  LookupAttributes: JSON.parse(JSON.stringify([{ AttributeKey, AttributeValue }])),
});

describe('LookupEvents', () => {
  test('finds a refusal with its reason, by its code', async () => {
    const stranger = await keyOf('stranger');
    await s3Client(server).send(new CreateBucketCommand({ Bucket: 'photos' }));
    const theirs = s3Client(server, stranger);
    await assert.rejects(theirs.send(new GetObjectCommand({ Bucket: 'photos', Key: 'cat' })));
    const found = await lookupUntil(attribute('ErrorCode', 'AccessDenied'), (e) => e.length > 0);
    assert.equal(found[0]?.EventName, 'GetObject');
    assert.equal(found[0]?.Username, 'stranger');
    assert.equal(found[0]?.EventSource, 's3.amazonaws.com');
    assert.equal(found[0]?.AccessKeyId, stranger.accessKeyId);
    const record = JSON.parse(found[0]?.CloudTrailEvent ?? '');
    assert.equal(record.errorCode, 'AccessDenied');
    assert.equal(record.additionalEventData.decisions[0].lacking, 'identity');
  });

  test('gives pages, newest first, without a gap or a repetition', async () => {
    const marked = await keyOf('marked');
    const theirs = s3Client(server, marked);
    for (let count = 0; count < 7; count += 1) {
      await assert.rejects(theirs.send(new ListBucketsCommand({})));
    }
    const query = attribute('Username', 'marked');
    await lookupUntil({ ...query, MaxResults: 50 }, (events) => events.length === 7);
    const times: number[] = [];
    const ids = new Set<string | undefined>();
    let NextToken: string | undefined;
    do {
      const input = { ...query, MaxResults: 3, ...(NextToken ? { NextToken } : {}) };
      const page = await trail.send(new LookupEventsCommand(input));
      for (const { EventId, EventTime } of page.Events ?? []) {
        ids.add(EventId);
        times.push(EventTime?.getTime() ?? 0);
      }
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    assert.equal(times.length, 7);
    assert.equal(ids.size, 7);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => b - a),
    );
  });

  test('is refused to whom no policy allows it', async () => {
    const nobody = cloudTrailClient(server, await keyOf('nobody'));
    await assert.rejects(nobody.send(new LookupEventsCommand({})), {
      name: 'AccessDeniedException',
      message: /not authorized to perform: cloudtrail:LookupEvents/,
    });
  });

  test('refuses tokens that are none, and ranges that end before they begin', async () => {
    await assert.rejects(trail.send(new LookupEventsCommand({ NextToken: 'bm9uc2Vuc2U' })), {
      name: 'InvalidNextTokenException',
    });
    const StartTime = new Date('2026-01-02');
    const EndTime = new Date('2026-01-01');
    await assert.rejects(trail.send(new LookupEventsCommand({ StartTime, EndTime })), {
      name: 'InvalidTimeRangeException',
    });
  });
});
