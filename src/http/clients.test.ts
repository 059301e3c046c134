import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import {
  type ChecksumAlgorithm,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { BodyDigest } from '../operation/body.ts';
import { authenticate } from './authenticate.ts';
import { requestBody } from './body.ts';
import { Listener } from './listener.ts';
import { documentedCredential } from './request-fixture.ts';

/** What the server understood of the last request. */
let seen: { body: string; digest: BodyDigest; kind: string } | undefined;

const listener = new Listener({}, async (request) => {
  const proof = await authenticate(
    request,
    () => ({ kind: 'found', credential: documentedCredential }),
    { service: 's3', region: 'us-east-1' },
  );
  const kind = proof.bodyCheck.kind;
  if (request.method === 'GET') {
    await requestBody(request, proof.bodyCheck).readAll(0);
    return { status: 200, headers: {}, body: '<Result/>' };
  }
  const stream = requestBody(request, proof.bodyCheck).open({ maxBytes: 1e9, wantMd5: true });
  const pieces: Uint8Array[] = [];
  for await (const piece of stream.chunks()) pieces.push(piece);
  const digest = await stream.finish();
  seen = { body: Buffer.concat(pieces).toString(), digest, kind };
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: '<Result/>' };
});
let endpoint = '';
before(async () => {
  const address = await listener.listen({ host: '127.0.0.1', port: 0 });
  assert.ok(address !== null && typeof address === 'object');
  endpoint = `http://localhost:${address.port}`;
});
after(() => listener.kill());

function client(more: S3ClientConfig = {}): S3Client {
  const { accessKeyId, secretAccessKey } = documentedCredential;
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
    ...more,
  });
}

const evilKey = "a b/ü/漢//../~!*'()+&=%?.txt";

describe('the AWS SDK for JavaScript', () => {
  for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const) {
    test(`puts text with ${algorithm}`, async () => {
      const ChecksumAlgorithm: ChecksumAlgorithm = algorithm;
      await client().send(
        new PutObjectCommand({ Bucket: 'b', Key: evilKey, Body: 'hello', ChecksumAlgorithm }),
      );
      assert.equal(seen?.body, 'hello');
      assert.equal(seen?.digest.checksum?.algorithm, algorithm);
    });

    test(`streams with ${algorithm} in a trailer`, async () => {
      const Body = Readable.from([Buffer.alloc(100_000, 'a'), Buffer.alloc(50_000, 'b')]);
      await client({ requestStreamBufferSize: 65_536 }).send(
        new PutObjectCommand({
          Bucket: 'b',
          Key: evilKey,
          Body,
          ContentLength: 150_000,
          ChecksumAlgorithm: algorithm,
        }),
      );
      assert.equal(seen?.kind, 'chunked');
      assert.equal(seen?.digest.sizeBytes, 150_000);
      assert.equal(seen?.digest.checksum?.algorithm, algorithm);
    });
  }

  test('puts metadata beyond ASCII, and an empty object', async () => {
    const Metadata = { note: 'plain  text, with  blanks' };
    await client().send(
      new PutObjectCommand({ Bucket: 'b', Key: evilKey, Body: '', Metadata, ACL: 'private' }),
    );
    assert.equal(seen?.body, '');
  });

  test('lists with parameters of every kind', async () => {
    await client().send(
      new ListObjectsV2Command({
        Bucket: 'b',
        Prefix: "ü+ &='(x)*!",
        Delimiter: '/',
        StartAfter: '%2F',
        EncodingType: 'url',
      }),
    );
  });

  test('deletes a list of keys, with a checksum of the document', async () => {
    await client().send(
      new DeleteObjectsCommand({ Bucket: 'b', Delete: { Objects: [{ Key: evilKey }] } }),
    );
    assert.match(seen?.body ?? '', /<Delete/);
    assert.equal(seen?.digest.checksum?.algorithm, 'CRC32');
  });

  test('presigns a GET and a PUT', async () => {
    // A URL in fetch's hands loses its dot segments, so this key has none.
    const Key = "a b/ü/漢/~!*'()+&=%?.txt";
    const get = new GetObjectCommand({ Bucket: 'b', Key, VersionId: 'x+/=' });
    const got = await fetch(await getSignedUrl(client(), get, { expiresIn: 60 }));
    assert.equal(got.status, 200, await got.text());

    const config = client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
    const put = new PutObjectCommand({ Bucket: 'b', Key, ACL: 'private' });
    const url = await getSignedUrl(config, put, { expiresIn: 60 });
    const response = await fetch(url, { method: 'PUT', body: 'by hand' });
    assert.equal(response.status, 200, await response.text());
    assert.equal(seen?.body, 'by hand');
    const changed = await fetch(url.replace('private', 'public-read'), {
      method: 'PUT',
      body: 'x',
    });
    assert.equal(changed.status, 403);
  });
});
