import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { DeleteObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createBucketWith, s3Arn } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);
const keysOf = async (Bucket: string) => {
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents?.map(({ Key }) => Key) ?? [];
};
const removal = (Bucket: string, keys: readonly string[], Quiet = false) =>
  new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })), Quiet } });

describe('DeleteObjects', () => {
  test('removes all that it names, those too that are not there', async () => {
    const Bucket = await createBucketWith(s3, ['a', 'b', 'c & <d>']);
    const answer = await s3.send(removal(Bucket, ['a', 'c & <d>', 'none']));
    assert.deepEqual(
      answer.Deleted?.map(({ Key }) => Key),
      ['a', 'c & <d>', 'none'],
    );
    assert.deepEqual(await keysOf(Bucket), ['b']);
  });

  test('says nothing of what went well when it is to be quiet', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const { Deleted, Errors } = await s3.send(removal(Bucket, ['a'], true));
    assert.deepEqual([Deleted ?? [], Errors ?? []], [[], []]);
    assert.deepEqual(await keysOf(Bucket), []);
  });

  test('takes up to a thousand keys', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const keys = Array.from({ length: 1001 }, (_, index) => `k${index}`);
    await s3.send(removal(Bucket, keys.slice(1)));
    await expectError(s3.send(removal(Bucket, keys)), 'MalformedXML', 400);
  });

  const bodies: readonly [string, string][] = [
    ['that is no XML', '<Delete><Object>'],
    ['that names nothing', '<Delete></Delete>'],
    ['with another root', '<Remove><Object><Key>a</Key></Object></Remove>'],
    ['with a DOCTYPE', '<!DOCTYPE a><Delete><Object><Key>a</Key></Object></Delete>'],
  ];
  for (const [name, body] of bodies) {
    test(`refuses a body ${name} and removes nothing`, async () => {
      const Bucket = await createBucketWith(s3, ['a']);
      const request = { method: 'POST', path: `/${Bucket}`, query: 'delete', body };
      const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
      const answer = await sendSigned(server, { ...request, headers, credentials: server.root });
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'MalformedXML'], answer.text);
      assert.deepEqual(await keysOf(Bucket), ['a']);
    });
  }

  test('refuses a body without a checksum', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const body = '<Delete><Object><Key>a</Key></Object></Delete>';
    const request = { method: 'POST', path: `/${Bucket}`, query: 'delete', body };
    const answer = await sendSigned(server, { ...request, credentials: server.root });
    assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidRequest'], answer.text);
    assert.deepEqual(await keysOf(Bucket), ['a']);
  });

  test('decides for each key by itself', async () => {
    const Bucket = await createBucketWith(s3, ['mine/a', 'yours/a']);
    const user = await createUser(iam, allow('s3:DeleteObject', s3Arn(Bucket, 'mine/*')));
    const answer = await s3Client(server, user.credentials).send(
      removal(Bucket, ['mine/a', 'yours/a']),
    );
    assert.deepEqual(
      answer.Deleted?.map(({ Key }) => Key),
      ['mine/a'],
    );
    assert.deepEqual(
      answer.Errors?.map(({ Key, Code }) => [Key, Code]),
      [['yours/a', 'AccessDenied']],
    );
    assert.deepEqual(await keysOf(Bucket), ['yours/a']);
  });

  test('lets an anonymous caller remove nothing', async () => {
    const Bucket = await createBucketWith(s3, ['a']);
    const refused = await anonymousS3Client(server)
      .send(removal(Bucket, ['a']))
      .then(
        ({ Errors }) => Errors?.[0]?.Code,
        (error: Error) => error.name,
      );
    assert.equal(refused, 'AccessDenied');
    assert.deepEqual(await keysOf(Bucket), ['a']);
  });
});
