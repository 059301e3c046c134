import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  ChecksumAlgorithm,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  HeadObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createBucket } from '../harness/buckets.ts';
import { s3Client } from '../harness/clients.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);

/** What each algorithm makes of the text 123456789, as their authors published it. */
const published: Readonly<Record<ChecksumAlgorithm, string>> = {
  CRC32: 'cbf43926',
  CRC32C: 'e3069283',
  CRC64NVME: 'ae8b14860a799888',
  SHA1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
  SHA256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
  SHA512:
    'd9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274ad27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85',
  MD5: '25f9e794323b453885f5181f1b624d0b',
  XXHASH64: '8cb841db40e6ae83',
  XXHASH3: '72dcb18b67a17dff',
  XXHASH128: '33119477ede5dcd5e9716427681d5860',
};

const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');

describe('the checksums of objects', () => {
  for (const algorithm of Object.values(ChecksumAlgorithm)) {
    const header = `x-amz-checksum-${algorithm.toLowerCase()}`;
    const value = base64(published[algorithm]);

    test(`are verified, kept and told for ${algorithm}`, async () => {
      const Bucket = await createBucket(s3);
      const put = (body: string) =>
        sendSigned(server, {
          method: 'PUT',
          path: `/${Bucket}/sum`,
          headers: { [header]: value },
          body,
          credentials: server.root,
        });
      const wrong = await put('123456780');
      assert.deepEqual([wrong.status, errorCode(wrong)], [400, 'BadDigest']);
      const right = await put('123456789');
      assert.equal(right.status, 200, right.text);
      assert.equal(right.headers[header], value);
      const Key = 'sum';
      const head = await s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
      assert.equal(head[`Checksum${algorithm}`], value);
      assert.equal(head.ChecksumType, 'FULL_OBJECT');
      const told = await s3.send(
        new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ['Checksum'] }),
      );
      assert.deepEqual(told.Checksum, {
        [`Checksum${algorithm}`]: value,
        ChecksumType: 'FULL_OBJECT',
      });
    });

    test(`are computed for a copy that asks for ${algorithm}`, async () => {
      const Bucket = await createBucket(s3);
      await sendSigned(server, {
        method: 'PUT',
        path: `/${Bucket}/from`,
        body: '123456789',
        credentials: server.root,
      });
      const { CopyObjectResult } = await s3.send(
        new CopyObjectCommand({
          Bucket,
          Key: 'to',
          CopySource: `${Bucket}/from`,
          ChecksumAlgorithm: algorithm,
        }),
      );
      assert.equal(CopyObjectResult?.[`Checksum${algorithm}`], value);
    });
  }

  test('of an upload are composite for the algorithms that are no CRC', async () => {
    const Bucket = await createBucket(s3);
    const name = { Bucket, Key: 'parts' };
    const { UploadId, ChecksumType } = await s3.send(
      new CreateMultipartUploadCommand({ ...name, ChecksumAlgorithm: 'SHA512' }),
    );
    assert.equal(ChecksumType, 'COMPOSITE');
    const sha512 = (data: Uint8Array | string) => createHash('sha512').update(data).digest();
    const ChecksumSHA512 = sha512('123456789').toString('base64');
    const part = { ...name, UploadId, PartNumber: 1, Body: '123456789', ChecksumSHA512 };
    const { ETag } = await s3.send(new UploadPartCommand(part));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag, ChecksumSHA512 }] };
    const done = await s3.send(
      new CompleteMultipartUploadCommand({ ...name, UploadId, MultipartUpload }),
    );
    const composite = sha512(sha512('123456789')).toString('base64');
    assert.equal(done.ChecksumSHA512, `${composite}-1`);
  });
});
