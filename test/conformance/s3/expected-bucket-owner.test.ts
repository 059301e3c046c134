import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import * as sdk from '@aws-sdk/client-s3';
import { createBucketWith } from '../harness/buckets.ts';
import { s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const bucket = await createBucketWith(s3, ['key']);
const credentials = server.root;

/** A schema of the SDK: kind, namespace, name, traits, and what the kind adds. */
type Schema = readonly unknown[];
const operationKind = 9;
const ownerHeader = 'x-amz-expected-bucket-owner';

function isSchema(value: unknown): value is Schema {
  return Array.isArray(value);
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function traitsOf(operation: Schema): readonly unknown[] {
  const input = typeof operation[4] === 'function' ? operation[4]() : operation[4];
  return listed(listed(input)[5]).map((member) => listed(member)[1]);
}

function isBuilt(name: string): boolean {
  const file = name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-');
  const place = `../../../src/s3/operations/${file.toLowerCase()}.ts`;
  return existsSync(new URL(place, import.meta.url));
}

/** The operations of AWS's model that take the header, and are built. */
const exported: readonly unknown[] = Object.values(sdk);
const holding = exported
  .filter(isSchema)
  .filter((schema) => schema[0] === operationKind && isBuilt(String(schema[2])))
  .filter((schema) => traitsOf(schema).some((one) => property(one, 'httpHeader') === ownerHeader));

/** A request of the operation on the bucket, with everything that its address must have. */
function requestOf(operation: Schema) {
  const [method, template] = listed(property(operation[3], 'http'));
  const [place = '', fixed = ''] = String(template).split('?');
  const query = fixed === '' ? [] : fixed.split('&');
  const headers: Record<string, string> = {};
  for (const trait of traitsOf(operation)) {
    const name = property(trait, 'httpQuery');
    if (name === 'uploadId' || name === 'partNumber') query.push(`${name}=1`);
    const source = property(trait, 'httpHeader');
    if (source === 'x-amz-copy-source') headers[source] = `${bucket}/key`;
    if (source === 'x-amz-object-attributes') headers[source] = 'ETag';
  }
  const path = `/${bucket}${place}`.replace('{Key+}', 'key').replace(/\/$/, '');
  return { method: String(method), path, query: query.sort().join('&'), headers, credentials };
}

describe('a bucket of another owner than expected', () => {
  assert.ok(holding.length > 60, `${holding.length} operations take the header`);
  for (const operation of holding) {
    const name = String(operation[2]);
    test(`is refused by ${name}`, async () => {
      const request = requestOf(operation);
      const headers = { ...request.headers, [ownerHeader]: '111122223333' };
      const answer = await sendSigned(server, { ...request, headers });
      assert.equal(answer.status, 403, answer.text);
      if (request.method !== 'HEAD') assert.equal(errorCode(answer), 'AccessDenied');
    });
  }

  test('is refused as the source of a copy', async () => {
    const source = { CopySource: `${bucket}/key`, ExpectedSourceBucketOwner: '111122223333' };
    const to = { Bucket: bucket, Key: 'copy' };
    await expectError(
      s3.send(new sdk.CopyObjectCommand({ ...to, ...source })),
      'AccessDenied',
      403,
    );
    const { UploadId } = await s3.send(new sdk.CreateMultipartUploadCommand(to));
    const part = { ...to, ...source, UploadId, PartNumber: 1 };
    await expectError(s3.send(new sdk.UploadPartCopyCommand(part)), 'AccessDenied', 403);
  });
});
