import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GetObjectTaggingCommand, PutObjectTaggingCommand, type Tag } from '@aws-sdk/client-s3';
import { createBucketWith, s3Arn } from '../harness/buckets.ts';
import { iamClient, s3Client } from '../harness/clients.ts';
import { expectError } from '../harness/expect-error.ts';
import { expectPermission } from '../harness/expect-permission.ts';
import { useServer } from '../harness/server.ts';
import { errorCode, sendSigned } from '../harness/signed-request.ts';

const server = await useServer();
const s3 = s3Client(server);
const iam = iamClient(server);

const make = async () => ({ Bucket: await createBucketWith(s3, ['a']), Key: 'a' });
const put = async (target: Awaited<ReturnType<typeof make>>, TagSet: Tag[]) =>
  s3.send(new PutObjectTaggingCommand({ ...target, Tagging: { TagSet } }));

describe('PutObjectTagging', () => {
  test('puts a set of tags in place of the one before', async () => {
    const target = await make();
    await put(target, [{ Key: 'old', Value: '1' }]);
    const tags = [
      { Key: 'team', Value: 'red + @blue' },
      { Key: 'empty', Value: '' },
    ];
    await put(target, tags);
    const { TagSet } = await s3.send(new GetObjectTaggingCommand(target));
    const byKey = (a: Tag, b: Tag) => ((a.Key ?? '') < (b.Key ?? '') ? -1 : 1);
    assert.deepEqual([...(TagSet ?? [])].sort(byKey), [...tags].sort(byKey));
  });

  test('refuses a doubled key, one of AWS and what is too long', async () => {
    const target = await make();
    const sets: Tag[][] = [
      [
        { Key: 'a', Value: '1' },
        { Key: 'a', Value: '2' },
      ],
      [{ Key: 'aws:a', Value: '1' }],
      [{ Key: 'k'.repeat(129), Value: '1' }],
      [{ Key: 'k', Value: 'v'.repeat(257) }],
    ];
    for (const set of sets) await expectError(put(target, set), 'InvalidTag', 400);
  });

  test('takes 10 tags and refuses one more', async () => {
    const target = await make();
    const tags = Array.from({ length: 11 }, (_, index) => ({ Key: `k${index}`, Value: 'v' }));
    await put(target, tags.slice(1));
    await expectError(put(target, tags), 'BadRequest', 400, /cannot be greater than 10/);
  });

  for (const body of ['<Tagging>', '<Other/>', '<Tagging/>']) {
    test(`refuses the body ${body}`, async () => {
      const target = await make();
      const path = `/${Object.values(target).join('/')}`;
      const request = { method: 'PUT', path, query: 'tagging', body };
      const answer = await sendSigned(server, { ...request, credentials: server.root });
      assert.deepEqual([answer.status, errorCode(answer)], [400, 'MalformedXML'], answer.text);
    });
  }

  test('needs s3:PutObjectTagging', async () => {
    const target = await make();
    const Tagging = { TagSet: [{ Key: 'a', Value: '1' }] };
    await expectPermission(
      server,
      iam,
      's3:PutObjectTagging',
      s3Arn(target.Bucket, 'a'),
      (client) => client.send(new PutObjectTaggingCommand({ ...target, Tagging })),
    );
  });
});
