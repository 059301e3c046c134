import { createHash } from 'node:crypto';
import { iamOperations } from '../../src/iam/operations.ts';
import { kmsOperations } from '../../src/kms/operations.ts';
import { stsOperations } from '../../src/sts/operations.ts';
import { type Asked, type Credentials, sign } from '../model/request.ts';
import type { Subject } from '../model/subject.ts';
import { corpusOf } from './attack.ts';
import { configurations } from './configurations.ts';
import { documentTargets } from './document-targets.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';

const subresources = [
  ...['acl', 'tagging', 'versioning', 'versions', 'policy', 'policyStatus', 'cors', 'lifecycle'],
  ...[
    'website',
    'encryption',
    'logging',
    'notification',
    'uploads',
    'delete',
    'location',
    'torrent',
  ],
  ...[
    'object-lock',
    'retention',
    'legal-hold',
    'attributes',
    'publicAccessBlock',
    'requestPayment',
  ],
  ...['ownershipControls', 'accelerate', 'inventory', 'analytics', 'metrics', 'replication'],
];

const parameters = [
  ...[
    'prefix',
    'delimiter',
    'marker',
    'max-keys',
    'list-type',
    'continuation-token',
    'start-after',
  ],
  ...['key-marker', 'version-id-marker', 'versionId', 'partNumber', 'uploadId', 'max-uploads'],
  ...['encoding-type', 'response-content-type', 'fetch-owner', 'max-parts', 'part-number-marker'],
];

const headerNames = [
  ...['range', 'if-match', 'if-none-match', 'if-modified-since', 'content-type', 'content-md5'],
  ...['x-amz-acl', 'x-amz-grant-read', 'x-amz-copy-source', 'x-amz-copy-source-range'],
  ...['x-amz-tagging', 'x-amz-meta-a', 'x-amz-storage-class', 'x-amz-object-lock-mode'],
  ...['x-amz-server-side-encryption', 'x-amz-checksum-crc32', 'x-amz-sdk-checksum-algorithm'],
  ...[
    'x-amz-object-lock-retain-until-date',
    'x-amz-object-attributes',
    'x-amz-expected-bucket-owner',
  ],
  ...['x-amz-decoded-content-length', 'x-amz-trailer', 'origin', 'x-amz-website-redirect-location'],
];

const values = [
  ...[
    '',
    '0',
    '-1',
    '1',
    '1000',
    '99999999999999999999',
    'null',
    'a',
    '*',
    'url',
    'true',
    'AES256',
  ],
  ...['bytes=0-1', '"0123"', '/b/k?versionId=null', 'private', 'id=x', 'a=b&c=d', 'STANDARD'],
  ...['Thu, 01 Jan 2026 00:00:00 GMT', '2026-01-01T00:00:00Z', 'AAAAAA==', 'CRC32', '%', 'é', '/'],
];

const iamParameters = [
  ...['UserName', 'GroupName', 'RoleName', 'PolicyName', 'PolicyArn', 'PolicyDocument', 'Path'],
  ...['NewUserName', 'Tags.member.1.Key', 'Tags.member.1.Value', 'MaxItems', 'Marker', 'Scope'],
  ...['AssumeRolePolicyDocument', 'PathPrefix', 'AccessKeyId', 'Status', 'VersionId', 'RoleArn'],
  ...['RoleSessionName', 'DurationSeconds', 'Policy', 'ActionNames.member.1', 'SerialNumber'],
];

const actions = [...iamOperations, ...stsOperations].map(({ name }) => name);
const documents = documentTargets.flatMap((target) => corpusOf(target));
const words = documentTargets.flatMap((target) => target.words);

function some(random: Random, names: readonly string[], most: number): Record<string, string> {
  const chosen: Record<string, string> = {};
  for (let left = random.below(most + 1); left > 0; left -= 1) {
    const value = random.pick(values, '');
    const isChanged = random.below(3) === 0;
    chosen[random.pick(names, 'a')] = isChanged ? mutate(value, random, values, value) : value;
  }
  return chosen;
}

function bodyOf(random: Random): string {
  const document = random.pick(documents, '');
  const other = random.pick(documents, '');
  const body = random.below(3) === 0 ? document : mutate(document, random, words, other);
  return random.below(4) === 0 ? '' : Buffer.from(body, 'latin1').toString('utf8');
}

/** Headers as the wire could bring them: no control characters, and bytes only. */
function headersOf(random: Random): Record<string, string> {
  const entries = Object.entries(some(random, headerNames, 3));
  const clean = entries.map(([name, value]) => [
    name,
    value
      .replaceAll(/[^\x20-\x7e]/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, 2_000),
  ]);
  return Object.fromEntries(clean);
}

function randomS3(random: Random, bucket: string, credentials: Credentials): Asked {
  const key = random.pick(['', '/', '/kept', '/a/../b', '/ü', `/${'k'.repeat(1_100)}`], '');
  const query = { ...some(random, parameters, 3) };
  if (random.below(2) === 0) query[random.pick(subresources, 'acl')] = '';
  const name = random.below(12) === 0 ? random.pick(['', 'x', 'no-such-bucket', '..'], '') : bucket;
  return {
    service: 's3',
    method: random.pick(['GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'], 'GET'),
    path: `/${name}${key}`,
    query,
    headers: headersOf(random),
    body: bodyOf(random),
    credentials,
  };
}

/** A document of a sub-resource, spoiled more often than not, with its right digest. */
function randomConfiguration(random: Random, bucket: string, credentials: Credentials): Asked {
  const [subresource, good] = random.pick(configurations, ['acl', '']);
  const document = good.replace('BUCKET', bucket);
  const [, other] = random.pick(configurations, ['acl', '']);
  const spoiled = random.below(4) === 0 ? document : mutate(document, random, words, other);
  const body = Buffer.from(spoiled, 'latin1').toString('utf8');
  return {
    service: 's3',
    method: subresource === 'delete' ? 'POST' : 'PUT',
    path: `/${bucket}${random.below(3) === 0 ? '/kept' : ''}`,
    query: { [subresource]: '' },
    headers: { 'content-md5': createHash('md5').update(body).digest('base64') },
    body,
    credentials,
  };
}

function randomIam(random: Random, credentials: Credentials): Asked {
  const form: Record<string, string> = {
    Action: random.pick(actions, 'GetUser'),
    ...some(random, iamParameters, 4),
  };
  if (random.below(2) === 0) form.PolicyDocument = bodyOf(random);
  return {
    service: 'iam',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Object.entries(form)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeForm(value)}`)
      .join('&'),
    credentials,
  };
}

const kmsActions = kmsOperations.map(({ name }) => name);

const kmsParameters = [
  ...['KeyId', 'Plaintext', 'CiphertextBlob', 'EncryptionContext', 'KeySpec', 'NumberOfBytes'],
  ...['AliasName', 'TargetKeyId', 'Policy', 'PolicyName', 'Tags', 'Limit', 'Marker', 'Description'],
];

function randomKms(random: Random, credentials: Credentials): Asked {
  const members: Record<string, unknown> = some(random, kmsParameters, 4);
  if (random.below(2) === 0) members.EncryptionContext = some(random, ['a', '__proto__'], 2);
  if (random.below(3) === 0) members.Tags = [some(random, ['TagKey', 'TagValue'], 2), null];
  const json = JSON.stringify(members);
  const target = `TrentService.${random.pick(kmsActions, 'ListKeys')}`;
  return {
    service: 'kms',
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
    body: random.below(3) === 0 ? mutate(json, random, words, json) : json,
    credentials,
  };
}

function encodeForm(value: string): string {
  return encodeURIComponent(Buffer.from(value, 'utf8').toString('utf8'));
}

/** Sends random requests, well signed, for so long: none may be answered by a defect. */
export async function attackServices(
  subject: Subject,
  random: Random,
  forMs: number,
): Promise<number> {
  const { root, accountId } = await subject.newAccount();
  const bucket = `fuzz-${accountId}`;
  const make = (path: string, body: string): Asked => {
    return { service: 's3', method: 'PUT', path, body, credentials: root };
  };
  const until = performance.now() + forMs;
  let requests = 0;
  for (; performance.now() < until; requests += 1) {
    if (requests % 200 === 0) {
      await subject.send(sign(make(`/${bucket}`, ''), subject.host));
      await subject.send(sign(make(`/${bucket}/kept`, 'kept'), subject.host));
    }
    const service = random.below(6);
    const asked =
      service === 0
        ? randomKms(random, root)
        : service < 3
          ? randomIam(random, root)
          : service === 3
            ? randomConfiguration(random, bucket, root)
            : randomS3(random, bucket, root);
    try {
      await subject.send(sign(asked, subject.host));
    } catch (error) {
      const { credentials: _, ...shown } = asked;
      throw new Error(`a defect answered ${JSON.stringify(shown)}`, { cause: error });
    }
  }
  return requests;
}
