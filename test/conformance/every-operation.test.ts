import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import { createBucket } from './harness/buckets.ts';
import { s3Client } from './harness/clients.ts';
import { useServer } from './harness/server.ts';
import { errorCode, sendSigned } from './harness/signed-request.ts';

const server = await useServer();
const bucket = await createBucket(s3Client(server));
const credentials = server.root;

/** A schema of the SDK: kind, namespace, name, traits, and what the kind adds. */
type Schema = readonly unknown[];
const operationKind = 9;

function isSchema(value: unknown): value is Schema {
  return Array.isArray(value);
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Every operation of a client's model. */
function modelOf(client: object): readonly Schema[] {
  const exported: readonly unknown[] = Object.values(client);
  return exported.filter(isSchema).filter(([kind]) => kind === operationKind);
}

/** Whether an operation has a file of its own, as every built one has. */
function isBuilt(service: string, name: string): boolean {
  const file = name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-');
  const place = `../../src/${service}/operations/${file.toLowerCase()}.ts`;
  return existsSync(new URL(place, import.meta.url));
}

/** The request of an operation of S3 with nothing in it but what its address must have. */
function restRequest(operation: Schema) {
  const [method, template] = listed(property(operation[3], 'http'));
  const input = typeof operation[4] === 'function' ? operation[4]() : operation[4];
  const [, , , , names, types, required = 0] = listed(input);
  const [place = '', fixed = ''] = String(template).split('?');
  const inBucket = listed(names).includes('Bucket');
  const path = `${inBucket ? `/${bucket}` : ''}${place}`.replace('{Key+}', 'key');
  const query = fixed === '' ? [] : fixed.split('&');
  const headers: Record<string, string> = {};
  for (const type of listed(types).slice(0, Number(required))) {
    const traits = listed(type)[1];
    const [inQuery, inHeader] = [property(traits, 'httpQuery'), property(traits, 'httpHeader')];
    if (typeof inQuery === 'string') query.push(`${inQuery}=1`);
    if (typeof inHeader === 'string') headers[inHeader.toLowerCase()] = '1';
  }
  return { method: String(method), path, query: query.sort().join('&'), headers, credentials };
}

function queryRequest(service: string, version: string, name: string) {
  return {
    method: 'POST',
    path: '/',
    body: `Action=${name}&Version=${version}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    credentials,
    service,
  };
}

function jsonRequest(service: string, prefix: string, name: string) {
  return {
    method: 'POST',
    path: '/',
    body: '{}',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `${prefix}.${name}`,
    },
    credentials,
    service,
  };
}

const services = [
  { name: 's3', model: modelOf(s3), atLeast: 100, request: restRequest },
  {
    name: 'iam',
    model: modelOf(iam),
    atLeast: 160,
    request: (operation: Schema) => queryRequest('iam', '2010-05-08', String(operation[2])),
  },
  {
    name: 'sts',
    model: modelOf(sts),
    atLeast: 8,
    request: (operation: Schema) => queryRequest('sts', '2011-06-15', String(operation[2])),
  },
  {
    name: 'kms',
    model: modelOf(kms),
    atLeast: 50,
    request: (operation: Schema) => jsonRequest('kms', 'TrentService', String(operation[2])),
  },
];

for (const service of services) {
  describe(`an operation of ${service.name} that is not built answers 501 by its name`, () => {
    assert.ok(service.model.length >= service.atLeast, 'the model is read');
    const unbuilt = service.model.filter(({ 2: name }) => !isBuilt(service.name, String(name)));
    for (const operation of unbuilt) {
      const name = String(operation[2]);
      test(name, async () => {
        const answer = await sendSigned(server, service.request(operation));
        assert.deepEqual([answer.status, errorCode(answer)], [501, 'NotImplemented'], answer.text);
        assert.match(answer.text, new RegExp(`\\b${name}\\b`));
      });
    }
  });
}
