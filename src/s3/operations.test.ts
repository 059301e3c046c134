import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import type { Operation } from '../operation/operation.ts';
import type { WireRequest } from '../operation/request.ts';
import type { RestHead } from '../operation/rest.ts';
import { createRestRouter } from '../operation/route-rest.ts';
import type { StructureShape } from '../operation/shape.ts';
import type { S3Context } from './define.ts';
import { s3Operations } from './operations.ts';
import { chargedOperations } from './requester-pays.ts';

// AWS's own model of each operation: what its SDK sends and reads.
const sdk: object = createRequire(import.meta.url)('@aws-sdk/client-s3');

interface Modelled {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
  readonly status: number;
  /** Names of the members of the document that it answers with, as XML has them. */
  readonly members: readonly string[];
  readonly headers: readonly string[];
  /** The headers that it takes. */
  readonly takes: readonly string[];
}

/** Schemas refer to each other by functions, so that they may refer to themselves. */
function resolved(schema: unknown): unknown {
  return typeof schema === 'function' ? resolved(schema()) : schema;
}

interface Member {
  readonly name: string;
  readonly schema: unknown;
  /** An object of traits, or a number whose bit 16 means that the member is the whole body. */
  readonly traits: unknown;
}

const payloadBit = 16;

/** A structure is `[3, namespace, name, traits, names, schemas]`; `[schema, traits]` is a member. */
function membersOf(structure: unknown): Member[] {
  const [kind, , , , names = [], schemas = []] = Array.isArray(structure) ? structure : [];
  if (kind !== 3) return [];
  return names.map((name: string, index: number) => {
    const given = schemas[index];
    const isPair = Array.isArray(given) && given.length === 2;
    return isPair
      ? { name, schema: resolved(given[0]), traits: given[1] }
      : { name, schema: resolved(given), traits: undefined };
  });
}

function trait({ traits }: Member, key: string): unknown {
  return typeof traits === 'object' && traits !== null ? Reflect.get(traits, key) : undefined;
}

function isPayload(member: Member): boolean {
  return member.traits === payloadBit || trait(member, 'httpPayload') !== undefined;
}

/** Where one member is the whole document, the document's members are that member's. */
function documentMembers(output: unknown): readonly string[] {
  const inDocument = membersOf(output).filter(
    (member) => trait(member, 'httpHeader') === undefined,
  );
  const payload = inDocument.find(isPayload);
  const shown = payload === undefined ? inDocument : membersOf(payload.schema);
  return shown.map((member) => String(trait(member, 'xmlName') ?? member.name));
}

function headerNames(structure: unknown): readonly string[] {
  return membersOf(structure).flatMap((member) => {
    const name = trait(member, 'httpHeader');
    return name === undefined ? [] : [String(name).toLowerCase()];
  });
}

/** A schema of an operation is `[9, namespace, name, traits, input, output]`. */
function modelled(): Modelled[] {
  const models: Modelled[] = [];
  for (const schema of Object.values(sdk)) {
    if (!Array.isArray(schema) || schema[0] !== 9) continue;
    const [, , name, traits, inputSchema, outputSchema] = schema;
    const output = resolved(outputSchema);
    const [method, uri, status] = traits.http;
    const [path, query = ''] = String(uri).split('?');
    const parameters = query.split('&').filter((part) => part !== '' && !part.startsWith('x-id='));
    models.push({
      ...{ name, method, path: path ?? '', query: parameters, status },
      members: documentMembers(output),
      headers: headerNames(output),
      takes: headerNames(resolved(inputSchema)),
    });
  }
  return models;
}

const models = modelled();
const beyondTheModel = ['PostObject', 'PreflightBucket', 'PreflightObject'];
/** S3 answers 204 here, whatever its model says. */
const noContent = new Set(['PutBucketPolicy']);
/** The type of a body that is no document, and headers of lists that operations share. */
const beyondTheHeaders = [
  'content-type',
  'x-amz-checksum-type',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-server-side-encryption-customer-key-md5',
];
const byName = new Map(s3Operations.map((operation) => [operation.name, operation]));

/** Operations that no bucket or key names: the model leaves the bucket to the host name. */
const atTheRoot = new Set(['ListBuckets', 'ListDirectoryBuckets']);

function pathOf({ name, path }: Modelled): string {
  if (atTheRoot.has(name)) return '/';
  return path === '/{Key+}' ? '/{Bucket}/{Key+}' : '/{Bucket}';
}

function request(operation: Operation<RestHead, S3Context>): WireRequest {
  const { method = 'GET', query = [], headers = [] } = operation.http ?? {};
  const list = query.map((parameter) => {
    const [name = '', value = ''] = parameter.split('=');
    return { rawName: name, rawValue: value, name, value, hasEquals: parameter.includes('=') };
  });
  const get = (name: string) => list.find((parameter) => parameter.name === name)?.value;
  return {
    id: '0',
    receivedAtMs: 0,
    method,
    rawPath: '/',
    rawQuery: query.join('&'),
    query: { list, get, has: (name) => get(name) !== undefined },
    headers: {
      get: (name) => (headers.includes(name) ? 'x' : undefined),
      entries: () => headers.map((name) => [name, 'x'] as const),
    },
    sourceIp: '127.0.0.1',
    secure: false,
    tlsVersion: undefined,
    body: Readable.from([]),
    continue: () => undefined,
  };
}

function target({ http }: Operation<RestHead, S3Context>) {
  return {
    bucket: http?.path === '/' ? undefined : 'bucket',
    key: http?.path === '/{Bucket}/{Key+}' ? 'key' : undefined,
  };
}

/** The names of the elements that a document has; a mixed list has several. */
function writtenMembers(shape: StructureShape | undefined): readonly string[] {
  return Object.entries(shape?.members ?? {}).flatMap(([name, member]) =>
    member.kind === 'list' && member.mixed === true && member.element.kind === 'structure'
      ? Object.keys(member.element.members)
      : [name],
  );
}

describe('the operations of S3', () => {
  test("are those of AWS's model, each once, and what browsers send", () => {
    const names = s3Operations.map(({ name }) => name).sort();
    assert.deepEqual(names, [...models.map(({ name }) => name), ...beyondTheModel].sort());
  });

  for (const model of models) {
    test(`${model.name} stands where AWS has it`, () => {
      const http = byName.get(model.name)?.http;
      assert.equal(http?.method, model.method);
      assert.equal(http?.path, pathOf(model));
      for (const parameter of model.query) {
        assert.ok(http?.query?.includes(parameter), `${parameter} of ${http?.query}`);
      }
    });
  }

  for (const model of models) {
    const output = byName.get(model.name)?.reply;
    if (output === undefined) continue;
    test(`${model.name} answers as AWS's model has it`, () => {
      assert.equal(output.status, noContent.has(model.name) ? 204 : model.status);
      const members = writtenMembers(output.document?.shape);
      const unknown = members.filter((member) => !model.members.includes(member));
      assert.deepEqual(unknown, [], 'members that AWS does not have');
      const known = new Set([...model.headers, ...beyondTheHeaders]);
      const strange = output.headers.filter((name) => !known.has(name));
      assert.deepEqual(strange, [], 'headers that AWS does not have');
    });
  }

  test('are charged to requesters where AWS has a header for that', () => {
    const taking = models.filter(({ takes }) => takes.includes('x-amz-request-payer'));
    const built = taking.map(({ name }) => name).filter((name) => byName.get(name)?.built);
    const charged = [...chargedOperations].filter((name) => byName.get(name)?.built);
    assert.deepEqual(charged.sort(), built.sort());
  });

  test('are each found by the router', () => {
    const router = createRestRouter(s3Operations);
    for (const operation of s3Operations) {
      const found = router.route(request(operation), target(operation));
      assert.equal(found.name, operation.name);
    }
  });

  test('that are built ask for a permission, or take any caller on purpose', () => {
    const open = s3Operations.filter(({ built, anyCaller }) => built && anyCaller);
    const names = open.map(({ name }) => name).sort();
    // Two authorize each item of their bodies, two are asked by browsers before anyone signs.
    assert.deepEqual(names, [
      'DeleteObjects',
      'PreflightBucket',
      'PreflightObject',
      'PutObjectTagging',
    ]);
  });
});
