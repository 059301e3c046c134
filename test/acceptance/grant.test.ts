import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  CreateUserCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
} from '@aws-sdk/client-iam';
import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { createBucket } from '../conformance/harness/buckets.ts';
import { iamClient, s3Client, stsClient } from '../conformance/harness/clients.ts';
import { expectError } from '../conformance/harness/expect-error.ts';
import { useServer } from '../conformance/harness/server.ts';
import { openOwnCommand, printedKey } from './own-command.ts';

const server = await useServer();
const own = await openOwnCommand(server);
const iam = iamClient(server);
const rootS3 = s3Client(server);
const denied = ['AccessDenied', 403] as const;

describe('grant, used, rotated and revoked', () => {
  test('the new key does its work in one bucket and nothing else', async () => {
    const bucket = await createBucket(rootS3);
    const other = await createBucket(rootS3);
    const granted = await own.run(
      server.root,
      'grant',
      bucket,
      '--role',
      'site-publisher',
      '--yes',
    );
    assert.equal(granted.code, 0, granted.error);
    assert.match(granted.error, /"Resource": "arn:aws:s3:::/);
    const s3 = s3Client(server, printedKey(granted));
    const place = { Bucket: bucket, Key: 'index.html' };
    await s3.send(new PutObjectCommand({ ...place, Body: 'home' }));
    await s3.send(new GetObjectCommand(place));
    assert.equal((await s3.send(new ListObjectsV2Command({ Bucket: bucket }))).KeyCount, 1);
    await s3.send(new DeleteObjectCommand(place));
    await expectError(s3.send(new DeleteBucketCommand({ Bucket: bucket })), ...denied);
    await expectError(s3.send(new ListObjectsV2Command({ Bucket: other })), ...denied);
    await expectError(s3.send(new ListBucketsCommand({})), ...denied);

    const again = await own.run(server.root, 'grant', bucket, '--role', 'site-publisher', '--yes');
    assert.deepEqual([again.code, again.out], [0, '']);
    assert.match(again.error, /has this grant already, and a key/);

    const gone = await own.run(server.root, 'revoke', bucket, '--role', 'site-publisher', '--yes');
    assert.equal(gone.code, 0, gone.error);
    const unknown = ['InvalidAccessKeyId', 403] as const;
    await expectError(s3.send(new ListObjectsV2Command({ Bucket: bucket })), ...unknown);
    await expectError(
      iam.send(new GetUserCommand({ UserName: `${bucket}-site-publisher` })),
      'NoSuchEntity',
      404,
    );
    const { Policies } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
    assert.ok(!Policies?.some(({ PolicyName }) => PolicyName?.startsWith(bucket)));
    const nothing = await own.run(server.root, 'revoke', bucket, '--role', 'site-publisher');
    assert.equal(nothing.code, 0);
    assert.match(nothing.error, /There is no grant of this kind/);
  });

  test('a group carries the policy of several users, and a change is one new version', async () => {
    const bucket = await createBucket(rootS3);
    const args = ['grant', bucket, '--role', 'rails-app', '--group', 'apps', '--yes'];
    const first = await own.run(server.root, ...args, '--user', 'app-one');
    const second = await own.run(server.root, ...args, '--user', 'app-two', '--allow', 'acl');
    assert.deepEqual([first.code, second.code], [0, 0], first.error + second.error);
    assert.match(
      second.error,
      /make this the new version of arn:aws:iam::\d+:policy\/strongroom\//,
    );
    const PolicyArn = /new version of (\S+)/.exec(second.error)?.[1];
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    assert.equal(Versions?.length, 2);
    const one = s3Client(server, printedKey(first));
    const two = s3Client(server, printedKey(second));
    await one.send(new ListObjectsV2Command({ Bucket: bucket }));
    const out = ['--role', 'rails-app', '--group', 'apps', '--user', 'app-one', '--yes'];
    assert.equal((await own.run(server.root, 'revoke', bucket, ...out)).code, 0);
    await expectError(
      one.send(new ListObjectsV2Command({ Bucket: bucket })),
      'InvalidAccessKeyId',
      403,
    );
    await two.send(new ListObjectsV2Command({ Bucket: bucket }));
  });

  test('a user who was there before keeps everything but the grant', async () => {
    const bucket = await createBucket(rootS3);
    await iam.send(new CreateUserCommand({ UserName: 'somebody' }));
    const args = [bucket, '--role', 'read-only', '--user', 'somebody', '--yes'];
    const s3 = s3Client(server, printedKey(await own.run(server.root, 'grant', ...args)));
    await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    assert.equal((await own.run(server.root, 'revoke', ...args)).code, 0);
    await expectError(s3.send(new ListObjectsV2Command({ Bucket: bucket })), ...denied);
    await iam.send(new GetUserCommand({ UserName: 'somebody' }));
  });

  test('a folder is a folder', async () => {
    const bucket = await createBucket(rootS3);
    const args = ['grant', bucket, '--role', 'backup-writer', '--prefix', 'nightly', '--yes'];
    const s3 = s3Client(server, printedKey(await own.run(server.root, ...args)));
    const put = (Key: string) =>
      s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'backup' }));
    await put('nightly/1.tar');
    await expectError(put('nightly-old/1.tar'), ...denied);
    await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'nightly/' }));
    await expectError(s3.send(new ListObjectsV2Command({ Bucket: bucket })), ...denied);
    const Key = 'nightly/1.tar';
    await expectError(s3.send(new DeleteObjectCommand({ Bucket: bucket, Key })), ...denied);
    await expectError(s3.send(new GetObjectCommand({ Bucket: bucket, Key })), ...denied);
  });

  test('a key goes to a profile, an .env and a CSV, which only their owner reads', async () => {
    const bucket = await createBucket(rootS3);
    const files = ['--write-profile', 'site', '--write-env', '.env', '--write-csv', 'key.csv'];
    const args = ['grant', bucket, '--role', 'read-only', '--user', 'reader', '--yes', ...files];
    const granted = await own.run(server.root, ...args);
    assert.deepEqual([granted.code, granted.out], [0, ''], granted.error);
    const env = await readFile(join(own.folder, '.env'), 'utf8');
    const key = printedKey({ code: 0, out: env, error: '' });
    assert.ok(env.includes(`AWS_ENDPOINT_URL=${server.endpoint}`));
    assert.ok(!granted.error.includes(key.secretAccessKey));
    const csv = await readFile(join(own.folder, 'key.csv'), 'utf8');
    assert.equal(
      csv,
      `User name,Access key ID,Secret access key\nreader,${key.accessKeyId},${key.secretAccessKey}\n`,
    );
    for (const name of ['.env', 'key.csv', '.aws/credentials']) {
      assert.equal((await stat(join(own.folder, name))).mode & 0o777, 0o600, name);
    }
    const config = await readFile(join(own.folder, '.aws/config'), 'utf8');
    assert.ok(config.includes(`[profile site]\nendpoint_url = ${server.endpoint}\n`), config);

    const rotated = await own.run(undefined, 'rotate', '--profile', 'site', '--yes');
    assert.equal(rotated.code, 1, 'a reader may not make keys');
    assert.match(
      rotated.error,
      /AccessDenied: User: \S+:user\/strongroom\/reader is not authorized/,
    );
  });

  test('rotate makes a key that works and takes the old one out of use', async () => {
    const bucket = await createBucket(rootS3);
    const args = ['grant', bucket, '--role', 'read-only', '--user', 'rotating', '--yes'];
    const old = printedKey(await own.run(server.root, ...args));
    const rotated = await own.run(server.root, 'rotate', '--user', 'rotating', '--yes');
    assert.equal(rotated.code, 0, rotated.error);
    const key = printedKey(rotated);
    assert.ok(rotated.error.includes(`Made inactive: ${old.accessKeyId}`), rotated.error);
    await stsClient(server, key).send(new GetCallerIdentityCommand({}));
    const { AccessKeyMetadata } = await iam.send(
      new ListAccessKeysCommand({ UserName: 'rotating' }),
    );
    const states = AccessKeyMetadata?.map(({ AccessKeyId, Status }) => [AccessKeyId, Status]);
    assert.deepEqual(
      states?.sort(),
      [
        [old.accessKeyId, 'Inactive'],
        [key.accessKeyId, 'Active'],
      ].sort(),
    );
    const full = await own.run(server.root, 'rotate', '--user', 'rotating', '--yes');
    assert.equal(full.code, 1);
    assert.match(full.error, new RegExp(`delete one: .* --access-key-id ${old.accessKeyId} `));
  });
});

describe('grant does nothing that was not agreed to', () => {
  test('without --yes and without a terminal it says so', async () => {
    const { code, error } = await own.run(server.root, 'grant', 'some-site', '--role', 'read-only');
    assert.equal(code, 1);
    assert.match(error, /create the user some-site-read-only/);
    assert.match(error, /nobody can be asked.*add --yes/);
    await expectError(
      iam.send(new GetUserCommand({ UserName: 'some-site-read-only' })),
      'NoSuchEntity',
      404,
    );
  });

  test('a dry run shows the policy and the steps', async () => {
    const args = ['grant', 'some-site', '--role', 'ci-deployer', '--prefix', 'x', '--dry-run'];
    const { code, out, error } = await own.run(server.root, ...args);
    assert.deepEqual([code, out], [0, ''], error);
    assert.match(error, /"s3:prefix": "x\/\*"/);
    assert.match(error, /Not granted, because they reach beyond the prefix: s3:GetBucketWebsite/);
  });

  for (const [args, message] of [
    [['grant', '--role', 'read-only'], /grant takes one bucket/],
    [['grant', 'b*', '--role', 'read-only'], /"b\*" is no name of a bucket/],
    [['grant', 'site'], /option --role is needed/],
    [['grant', 'site', '--role', 'read-onyl'], /is not one of .*, did you mean read-only\?/],
    [['grant', 'site', '--role', 'custom'], /--role custom needs its actions/],
    [['grant', 'site', '--role', 'custom', '--action', 's3:*'], /name each action in full/],
    [['grant', 'site', '--role', 'read-only', '--ip', 'here'], /"here" is not a network/],
    [
      ['grant', 'site', '--role', 'read-only', '--allow', 'acl'],
      /read-only takes versions, and no/,
    ],
  ] as const) {
    test(`${args.join(' ')} is a mistake with exit code 2`, async () => {
      const { code, error } = await own.run(server.root, ...args);
      assert.equal(code, 2);
      assert.match(error, message);
    });
  }

  test('a wrong endpoint and a wrong key say what to do', async () => {
    const args = ['grant', 'site', '--role', 'read-only', '--dry-run'];
    const nowhere = await own.run(server.root, ...args, '--endpoint-url', 'http://127.0.0.1:1');
    assert.match(nowhere.error, /http:\/\/127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/);
    const key = { accessKeyId: 'AKIAUNKNOWNUNKNOWN12', secretAccessKey: 'x'.repeat(40) };
    const stranger = await own.run(key, ...args);
    assert.equal(stranger.code, 1);
    assert.match(stranger.error, /does not know this access key; is it the right endpoint\?/);
  });
});
