import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Credentials, useServer } from '../conformance/harness/server.ts';
import { uniqueName } from '../conformance/harness/unique-name.ts';
import { type AwsCli, findAwsClis } from './aws-cli.ts';
import { createKey, failedSteps, openShell, type Shell, scriptBeside } from './tutorial.ts';

const server = await useServer({ workers: 2 });
const { root } = server;

/** What the chapters of the tutorial hand on to each other. */
interface Reader {
  readonly shell: Shell;
  readonly user: string;
  readonly bucket: string;
  readonly other: string;
  key: Credentials;
}

function policyFor(bucket: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:ListBucket', 's3:GetBucketLocation'],
        Resource: [`arn:aws:s3:::${bucket}`],
      },
      {
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:PutObjectAcl', 's3:GetObject', 's3:DeleteObject'],
        Resource: [`arn:aws:s3:::${bucket}/*`],
      },
    ],
  });
}

async function openReader(cli: AwsCli): Promise<Reader> {
  const shell = await openShell(cli, server);
  const user = uniqueName('rails-app');
  await writeFile(join(shell.folder, 'test.txt'), 'test\n');
  await shell.succeed(root, 'iam', 'create-user', '--user-name', user);
  const key = await createKey(shell, root, user);
  return { shell, user, key, bucket: uniqueName('uploads'), other: uniqueName('private') };
}

async function workWithFullAccess(reader: Reader): Promise<void> {
  const { shell, user, key, bucket, other } = reader;
  const arn = ['--policy-arn', 'arn:aws:iam::aws:policy/AmazonS3FullAccess'];
  await shell.succeed(root, 'iam', 'attach-user-policy', '--user-name', user, ...arn);
  assert.match(await shell.succeed(key, 'sts', 'get-caller-identity'), new RegExp(`user/${user}"`));
  const made = await shell.succeed(key, 's3', 'mb', `s3://${bucket}`, '--region', 'us-west-1');
  assert.match(made, new RegExp(`make_bucket: ${bucket}`));
  await shell.succeed(root, 's3', 'mb', `s3://${other}`);
  await shell.succeed(key, 's3', 'cp', 'test.txt', `s3://${bucket}`);
  assert.match(await shell.succeed(key, 's3', 'ls', bucket), /test\.txt/);
  await shell.succeed(key, 's3', 'rm', `s3://${bucket}/test.txt`);
  await shell.succeed(root, 'iam', 'detach-user-policy', '--user-name', user, ...arn);
}

async function workWithOneBucket(reader: Reader): Promise<void> {
  const { shell, key, bucket, other } = reader;
  await shell.succeed(key, 's3', 'cp', 'test.txt', `s3://${bucket}`);
  await shell.succeed(key, 's3', 'cp', `s3://${bucket}/test.txt`, 'back.txt');
  assert.equal(await readFile(join(shell.folder, 'back.txt'), 'utf8'), 'test\n');
  const denied = /AccessDenied/;
  await shell.fail({ code: 1, says: denied }, key, 's3', 'cp', 'test.txt', `s3://${other}`);
  const list = ['s3api', 'list-objects-v2', '--bucket', other];
  await shell.fail({ code: 'service', says: denied }, key, ...list);
  await shell.fail({ code: 'service', says: denied }, key, 'iam', 'list-users');
}

async function attachOwnPolicy(reader: Reader): Promise<void> {
  const { shell, user, bucket } = reader;
  const document = ['--policy-document', policyFor(bucket)];
  const print = ['--query', 'Policy.Arn', '--output', 'text'];
  const create = ['iam', 'create-policy', '--policy-name', uniqueName('rails'), ...document];
  const arn = (await shell.succeed(root, ...create, ...print)).trim();
  const attach = ['iam', 'attach-user-policy', '--user-name', user, '--policy-arn', arn];
  await shell.succeed(root, ...attach);
}

for (const cli of await findAwsClis()) {
  describe(`the Rails tutorial with AWS CLI ${cli.version}`, async () => {
    const reader = openReader(cli);

    test('with AmazonS3FullAccess the user makes, fills and empties buckets', async () => {
      await workWithFullAccess(await reader);
    });

    test('without a policy every command is refused', async () => {
      const { shell, key, bucket } = await reader;
      const says = /An error occurred \(AccessDenied\)/;
      await shell.fail({ code: 'service', says }, key, 's3', 'ls');
      const upload = ['s3', 'cp', 'test.txt', `s3://${bucket}`];
      await shell.fail({ code: 1, says: /AccessDenied/ }, key, ...upload);
    });

    test('a policy that is none is refused', async () => {
      const { shell } = await reader;
      const bad = ['--policy-name', 'bad', '--policy-document', '{"Version":"2012-10-17"}'];
      const says = /MalformedPolicyDocument/;
      await shell.fail({ code: 'service', says }, root, 'iam', 'create-policy', ...bad);
    });

    test('with a policy for one bucket the user works there and nowhere else', async () => {
      await attachOwnPolicy(await reader);
      await workWithOneBucket(await reader);
    });

    test('removing the bucket is refused, in words that say who, what and why', async () => {
      const { shell, user, key, bucket } = await reader;
      const says = new RegExp(
        `remove_bucket failed: s3://${bucket} An error occurred \\(AccessDenied\\) when calling ` +
          `the DeleteBucket operation: User: arn:aws:iam::\\d{12}:user/${user} is not authorized ` +
          `to perform: s3:DeleteBucket on resource: "arn:aws:s3:::${bucket}" because no ` +
          'identity-based policy allows the s3:DeleteBucket action',
      );
      await shell.fail({ code: 1, says }, key, 's3', 'rb', `s3://${bucket}`, '--force');
    });

    test('an inactive key is unknown, until it is active again', async () => {
      const { shell, user, key, bucket } = await reader;
      const id = ['--user-name', user, '--access-key-id', key.accessKeyId];
      const update = ['iam', 'update-access-key', ...id, '--status'];
      await shell.succeed(root, ...update, 'Inactive');
      const says = /An error occurred \(InvalidAccessKeyId\)/;
      await shell.fail({ code: 'service', says }, key, 's3', 'ls');
      await shell.succeed(root, ...update, 'Active');
      await shell.succeed(key, 's3', 'ls', bucket);
    });

    const script = scriptBeside('rails-tutorial.sh');
    if (script === undefined) return;
    test('every step of the script that stands beside the checkout passes', async () => {
      assert.deepEqual(await failedSteps(script, cli, server), []);
    });
  });
}
