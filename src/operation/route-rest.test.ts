import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import type { QueryParameters, WireRequest } from './request.ts';
import { createRestRouter, type RestBinding } from './route-rest.ts';

function operation(name: string, http: RestBinding) {
  return { name, http };
}

function parameters(query: string): QueryParameters {
  const list = query.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return { rawName: name, rawValue: value, name, value, hasEquals: pair.includes('=') };
  });
  const get = (name: string) => list.find((parameter) => parameter.name === name)?.value;
  return { list, get, has: (name) => get(name) !== undefined };
}

function request(method: string, query: string, headers: Record<string, string> = {}): WireRequest {
  return {
    id: '0',
    receivedAtMs: 0,
    method,
    rawPath: '/',
    rawQuery: query,
    query: parameters(query),
    headers: { get: (name) => headers[name], entries: () => Object.entries(headers) },
    sourceIp: '127.0.0.1',
    secure: false,
    tlsVersion: undefined,
    body: Readable.from([]),
    continue: () => undefined,
  };
}

const path = '/{Bucket}/{Key+}';
const target = { bucket: 'b', key: 'k' };
const declared = [
  operation('GetObject', { method: 'GET', path }),
  operation('GetObjectAcl', { method: 'GET', path, query: ['acl'] }),
  operation('GetObjectTagging', { method: 'GET', path, query: ['tagging'] }),
  operation('PutObject', { method: 'PUT', path }),
  operation('CopyObject', { method: 'PUT', path, headers: ['x-amz-copy-source'] }),
  operation('UploadPart', { method: 'PUT', path, query: ['partNumber', 'uploadId'] }),
  operation('UploadPartCopy', {
    method: 'PUT',
    path,
    query: ['partNumber', 'uploadId'],
    headers: ['x-amz-copy-source'],
  }),
  operation('ListObjectsV2', { method: 'GET', path: '/{Bucket}', query: ['list-type=2'] }),
  operation('ListObjects', { method: 'GET', path: '/{Bucket}' }),
];

describe('routing', () => {
  // The order of the list must not matter: both ways around give the same answers.
  for (const [order, list] of [
    ['as declared', declared],
    ['reversed', declared.toReversed()],
  ] as const) {
    const router = createRestRouter(list);
    test(`the most specific operation wins (${order})`, () => {
      const name = (method: string, query: string, headers = {}) =>
        router.route(request(method, query, headers), target).name;
      const copy = { 'x-amz-copy-source': '/b/k' };
      assert.equal(name('GET', ''), 'GetObject');
      assert.equal(name('GET', 'versionId=1'), 'GetObject');
      assert.equal(name('GET', 'acl'), 'GetObjectAcl');
      assert.equal(name('PUT', ''), 'PutObject');
      assert.equal(name('PUT', '', copy), 'CopyObject');
      assert.equal(name('PUT', 'partNumber=1&uploadId=2'), 'UploadPart');
      assert.equal(name('PUT', 'uploadId=2&partNumber=1', copy), 'UploadPartCopy');
    });

    test(`a parameter with a value must have that value (${order})`, () => {
      const bucket = { bucket: 'b', key: undefined };
      assert.equal(router.route(request('GET', 'list-type=2'), bucket).name, 'ListObjectsV2');
      assert.equal(router.route(request('GET', 'list-type=1'), bucket).name, 'ListObjects');
    });
  }

  test('two sub-resources in one request are refused, so that neither hides the other', () => {
    const router = createRestRouter(declared);
    assert.throws(() => router.route(request('GET', 'acl&tagging'), target), {
      code: 'InvalidArgument',
      message: 'Conflicting query string parameters: acl, tagging',
    });
  });

  test('a sub-resource that another method has is not passed over', () => {
    const router = createRestRouter(declared);
    for (const headers of [{}, { 'x-amz-copy-source': '/b/k' }]) {
      assert.throws(() => router.route(request('PUT', 'acl', headers), target), {
        code: 'MethodNotAllowed',
      });
    }
    assert.equal(router.route(request('PUT', 'x-id=PutObject'), target).name, 'PutObject');
  });

  test('a method that no operation has is MethodNotAllowed', () => {
    assert.throws(() => createRestRouter(declared).route(request('PATCH', ''), target), {
      code: 'MethodNotAllowed',
    });
  });

  test('two operations with the same claim are found when the router is made', () => {
    const twin = operation('GetObjectTwin', { method: 'GET', path, query: ['acl'] });
    assert.throws(
      () => createRestRouter([...declared, twin]),
      /GetObjectTwin and GetObjectAcl both claim/,
    );
  });
});
