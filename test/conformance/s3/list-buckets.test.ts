import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ListBucketsCommand, type ListBucketsCommandInput } from '@aws-sdk/client-s3';
import { createBucket } from '../harness/buckets.ts';
import { anonymousS3Client, iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { allow, createUser } from '../harness/identities.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);
const list = (input: ListBucketsCommandInput = {}) => s3.send(new ListBucketsCommand(input));
const names = (answer: Awaited<ReturnType<typeof list>>) =>
  answer.Buckets?.map(({ Name }) => Name) ?? [];

describe('ListBuckets', () => {
  test("lists the account's buckets by name, with their dates and their owner", async () => {
    const made = [await createBucket(s3), await createBucket(s3), await createBucket(s3)];
    const answer = await list();
    const seen = names(answer).filter((name) => made.includes(name ?? ''));
    assert.deepEqual(seen, [...made].sort());
    const newest = answer.Buckets?.find(({ Name }) => Name === made.at(-1));
    const age = Date.now() - (newest?.CreationDate?.getTime() ?? 0);
    assert.ok(Math.abs(age) < 60_000);
    assert.match(answer.Owner?.ID ?? '', /^[0-9a-f]{64}$/);
  });

  test('gives pages when it is asked for them', async () => {
    for (const _ of [1, 2, 3]) await createBucket(s3);
    const all = names(await list());
    const paged: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ MaxBuckets: 2, ContinuationToken });
      assert.ok(names(page).length <= 2);
      paged.push(...names(page));
      ContinuationToken = page.ContinuationToken;
    } while (ContinuationToken !== undefined);
    assert.deepEqual(paged, all);
  });

  test('keeps to a prefix, and echoes it', async () => {
    const name = await createBucket(s3);
    const answer = await list({ Prefix: name });
    assert.deepEqual([names(answer), answer.Prefix], [[name], name]);
  });

  test('refuses a page size that is no number from 1 to 10000', async () => {
    for (const size of ['0', '10001', 'many']) {
      const query = `max-buckets=${size}`;
      const answer = await sendSigned(server, { path: '/', query, credentials: server.root });
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'InvalidArgument'], answer.text);
    }
  });

  test('needs s3:ListAllMyBuckets', async () => {
    const reader = await createUser(iam, allow('s3:ListAllMyBuckets', '*'));
    const nobody = await createUser(iam);
    await s3Client(server, reader.credentials).send(new ListBucketsCommand({}));
    const call = s3Client(server, nobody.credentials).send(new ListBucketsCommand({}));
    await expectError(call, 'AccessDenied', 403, /not authorized to perform: s3:ListAllMyBuckets/);
  });

  test('gives an anonymous caller nothing', async () => {
    const call = anonymousS3Client(server).send(new ListBucketsCommand({}));
    await expectError(call, 'AccessDenied', 403);
  });
});
