import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { startServer, useServer } from '../conformance/harness/server.ts';
import { sendSigned } from '../conformance/harness/signed-request.ts';

const server = await useServer();

/** Pairs that other stores came with, or take where nobody set one. */
const wellKnown: readonly (readonly [id: string, secret: string])[] = [
  ['minioadmin', 'minioadmin'],
  ['minio', 'minio123'],
  ['rustfsadmin', 'rustfsadmin'],
  ['admin', 'admin'],
  ['root', 'root'],
  ['root', 'password'],
  ['strongroom', 'strongroom'],
  ['test', 'test'],
  ['accessKey1', 'verySecretKey1'],
  ['0555b35654ad1656d804', 'h7GhxuBLTrlhVUyxSPUKUV8r/2EI4ngqJxD7iBdBYLhwluN30JaT3Q=='],
  ['AKIAIOSFODNN7EXAMPLE', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['any', ''],
];

const requests = [
  { path: '/', service: 's3' },
  { path: '/', service: 'iam', method: 'POST', body: 'Action=ListUsers&Version=2010-05-08' },
  {
    path: '/',
    service: 'sts',
    method: 'POST',
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
  },
] as const;

describe('CVE-2026-88018, CVE-2025-68926: no key comes with the product', () => {
  for (const [accessKeyId, secretAccessKey] of wellKnown) {
    test(`${accessKeyId} with "${secretAccessKey}" is 403 everywhere`, async () => {
      const credentials = { accessKeyId, secretAccessKey };
      for (const request of requests) {
        const headers =
          request.service === 's3' ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
        const answer = await sendSigned(server, { ...request, headers, credentials });
        assert.equal(answer.status, 403, answer.text);
      }
    });
  }

  test('no source file of the server holds a secret of the kind that is given out', () => {
    const example = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    for (const name of ['prepare-store', 'first-key', 'settings', 'root-key']) {
      const text = readFileSync(new URL(`../../src/server/${name}.ts`, import.meta.url), 'utf8');
      assert.ok(!text.includes(example) && !/secret\w*: '[^']{8,}'/i.test(text), name);
    }
  });
});

describe('CVE-2026-45039, CVE-2020-11012: an empty secret opens nothing', () => {
  test("root's key signed with an empty secret is 403", async () => {
    const credentials = { ...server.root, secretAccessKey: '' };
    assert.equal((await sendSigned(server, { path: '/', credentials })).status, 403);
  });

  for (const [id, secret] of [
    ['', ''],
    ['AKIAEMPTYSECRETXXXXX', ''],
    ['', 'a-secret-without-an-id-of-a-good-length'],
    ['AKIASHORTSECRETXXXXX', 'short'],
  ] as const) {
    test(`a server is not started with the root key "${id}" and the secret "${secret}"`, async () => {
      const root = { accessKeyId: id, secretAccessKey: secret };
      const started = await startServer({ root }).then(
        async (running) => {
          const { status } = await sendSigned(running, { path: '/', credentials: root });
          await running.stop();
          return status;
        },
        () => 'not started',
      );
      // Two empty variables are as good as none: a key is made, and this one is not it.
      assert.ok(started === 'not started' || (id === '' && secret === '' && started !== 200));
    });
  }
});
