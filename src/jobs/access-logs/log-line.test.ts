import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { serviceCaller } from '../../http/authenticate.ts';
import { s3Operations } from '../../s3/operations.ts';
import { logLine } from './log-line.ts';
import { logObjectKey, partitionOf } from './log-object-key.ts';
import { loggedOperation } from './operation-names.ts';

const facts = {
  bucket: { name: 'photos', ownerId: 'owner' },
  atMs: Date.parse('2019-02-06T00:00:38Z'),
  remoteIp: '192.0.2.3',
  caller: undefined,
  requestId: '3E57427F3EXAMPLE',
  operation: 'REST.GET.VERSIONING',
  key: undefined,
  requestUri: 'GET /photos?versioning HTTP/1.1',
  status: 200,
  errorCode: undefined,
  bytesSent: 113,
  objectSizeBytes: undefined,
  totalMs: 7,
  turnAroundMs: undefined,
  referer: undefined,
  userAgent: 'S3Console/0.4',
  versionId: undefined,
  hostId: 's9lz=',
  host: 'photos.s3.us-west-1.amazonaws.com',
  tlsVersion: 'TLSv1.2',
  aclRequired: true,
};

describe('a line of an access log', () => {
  test('has the fields of AWS, and a dash for each that is absent', () => {
    const line =
      'owner photos [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - 3E57427F3EXAMPLE ' +
      'REST.GET.VERSIONING - "GET /photos?versioning HTTP/1.1" 200 - 113 - 7 - "-" ' +
      '"S3Console/0.4" - s9lz= - - - photos.s3.us-west-1.amazonaws.com TLSv1.2 - Yes';
    assert.equal(logLine(facts), line);
  });

  test('cannot be forged by what a client sends', () => {
    const userAgent = 'a" 200\nforged "';
    const line = logLine({ ...facts, userAgent, host: 'a b\nc', key: 'x"\n y' });
    assert.match(line, /"a%22 200%0Aforged %22"/);
    assert.ok(line.includes(' a%20b%0Ac ') && line.includes(' x%22%0A%20y '));
    assert.equal(line.split('\n').length, 1);
  });

  test('names a service as S3', () => {
    const caller = serviceCaller('lifecycle.s3.amazonaws.com');
    assert.equal(logLine({ ...facts, caller }).split(' ')[5], 'AmazonS3');
  });
});

describe('operations in an access log', () => {
  test('have a resource type of their own each, but for those that AWS has none for', () => {
    const place = { isWebsite: false, hasKey: true };
    const unnamed = s3Operations
      .filter(({ built, http }) => built && http !== undefined)
      .filter(({ name }) => loggedOperation(name, 'GET', place) === 'REST.GET.OBJECT')
      .map(({ name }) => name);
    const objects = ['GetObject', 'HeadObject', 'PutObject', 'DeleteObject', 'PostObject'];
    // The first is about no bucket, the others have a name by their method.
    const nameless = ['ListBuckets', 'PreflightBucket', 'PreflightObject'];
    assert.deepEqual(
      unnamed.filter((name) => ![...objects, ...nameless].includes(name)),
      [],
    );
  });

  test('tell copies, websites and preflights apart', () => {
    const place = { isWebsite: false, hasKey: true };
    assert.equal(loggedOperation('CopyObject', 'PUT', place), 'REST.COPY.OBJECT');
    assert.equal(loggedOperation('UploadPartCopy', 'PUT', place), 'REST.COPY.PART');
    const visited = { ...place, isWebsite: true };
    assert.equal(loggedOperation('GetObject', 'GET', visited), 'WEBSITE.GET.OBJECT');
    assert.equal(loggedOperation('GetObject', 'OPTIONS', place), 'REST.OPTIONS.PREFLIGHT');
  });
});

describe('the key of a log object', () => {
  const source = { name: 'photos', accountId: '111122223333', region: 'us-west-2' };
  const plain = { TargetBucket: 'logs', TargetPrefix: 'p/' };
  const deliveredAtMs = Date.parse('2026-03-10T04:05:06Z');
  const eventAtMs = Date.parse('2026-03-09T23:00:00Z');
  const keyOf = (PartitionDateSource: 'EventTime' | 'DeliveryTime' | undefined) => {
    const target = {
      ...plain,
      TargetObjectKeyFormat: { PartitionedPrefix: { PartitionDateSource } },
    };
    return logObjectKey(target, source, partitionOf(target, eventAtMs), deliveredAtMs);
  };

  test('is the prefix, the time of delivery and something unique', () => {
    const key = logObjectKey(plain, source, partitionOf(plain, eventAtMs), deliveredAtMs);
    assert.match(key, /^p\/2026-03-10-04-05-06-[0-9A-F]{16}$/);
  });

  test('is in folders by delivery or by event, where that is asked for', () => {
    const folder = 'p/111122223333/us-west-2/photos/';
    const byDelivery = new RegExp(`^${folder}2026/03/10/2026-03-10-04-05-06-[0-9A-F]{16}$`);
    assert.match(keyOf('DeliveryTime'), byDelivery);
    assert.match(keyOf(undefined), byDelivery);
    assert.match(
      keyOf('EventTime'),
      new RegExp(`^${folder}2026/03/09/2026-03-09-00-00-00-[0-9A-F]{16}$`),
    );
  });
});
