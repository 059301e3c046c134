import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Credentials, useServer } from '../conformance/harness/server.ts';
import { uniqueName } from '../conformance/harness/unique-name.ts';
import { type AwsCli, findAwsClis } from './aws-cli.ts';
import { createKey, failedSteps, openShell, type Shell, scriptBeside } from './tutorial.ts';

const server = await useServer({ workers: 2 });
const { root } = server;

/** Steps that no server can pass: the CLI's paginator drops the KeyCount that they print. */
const waiting = [/^and does nothing|five pages are there/];

interface Site {
  readonly shell: Shell;
  readonly bucket: string;
  readonly group: string;
  readonly users: readonly [publisher: string, ci: string];
  readonly publisher: Credentials;
  readonly ci: Credentials;
}

async function openSite(cli: AwsCli): Promise<Site> {
  const shell = await openShell(cli, server);
  const users = [uniqueName('publisher'), uniqueName('ci')] as const;
  for (const name of users) await shell.succeed(root, 'iam', 'create-user', '--user-name', name);
  const bucket = `${uniqueName('site')}.example.net`;
  await shell.succeed(root, 's3', 'mb', `s3://${bucket}`);
  const group = uniqueName('publishers');
  await shell.succeed(root, 'iam', 'create-group', '--group-name', group);
  const [publisher, ci] = [
    await createKey(shell, root, users[0]),
    await createKey(shell, root, users[1]),
  ];
  return { shell, bucket, group, users, publisher, ci };
}

async function joinGroup(site: Site): Promise<void> {
  const { shell, bucket, group, users } = site;
  const statement = (Resource: string) => ({ Effect: 'Allow', Action: 's3:*', Resource });
  const arn = `arn:aws:s3:::${bucket}`;
  const policy = { Version: '2012-10-17', Statement: [statement(arn), statement(`${arn}/*`)] };
  const document = ['--policy-name', 'site', '--policy-document', JSON.stringify(policy)];
  await shell.succeed(root, 'iam', 'put-group-policy', '--group-name', group, ...document);
  for (const user of users) {
    const add = ['iam', 'add-user-to-group', '--group-name', group, '--user-name', user];
    await shell.succeed(root, ...add);
  }
}

for (const cli of await findAwsClis()) {
  describe(`the site tutorial with AWS CLI ${cli.version}`, async () => {
    const site = openSite(cli);
    const denied = { code: 'service', says: /AccessDenied/ } as const;

    test('outside the group its users may do nothing', async () => {
      const { shell, bucket, publisher } = await site;
      await shell.fail(denied, publisher, 's3api', 'list-objects-v2', '--bucket', bucket);
    });

    test("in the group they may do everything in the site's bucket", async () => {
      await joinGroup(await site);
      const { shell, bucket, publisher, ci } = await site;
      const put = ['s3api', 'put-object', '--bucket', bucket, '--key', 'index.html'];
      await shell.succeed(publisher, ...put);
      const listed = await shell.succeed(ci, 's3', 'ls', `s3://${bucket}`);
      assert.match(listed, /index\.html/);
    });

    test('and nothing else', async () => {
      const { shell, publisher, users } = await site;
      const other = uniqueName('other');
      await shell.succeed(root, 's3', 'mb', `s3://${other}`);
      await shell.fail(denied, publisher, 's3api', 'list-objects-v2', '--bucket', other);
      const newKey = ['iam', 'create-access-key', '--user-name', users[0]];
      await shell.fail(denied, publisher, ...newKey);
    });

    test('leaving the group takes the right away, and a deleted key is unknown', async () => {
      const { shell, bucket, group, users, ci } = await site;
      const list = ['s3api', 'list-objects-v2', '--bucket', bucket];
      const leave = ['--group-name', group, '--user-name', users[1]];
      await shell.succeed(root, 'iam', 'remove-user-from-group', ...leave);
      await shell.fail(denied, ci, ...list);
      const key = ['--user-name', users[1], '--access-key-id', ci.accessKeyId];
      await shell.succeed(root, 'iam', 'delete-access-key', ...key);
      await shell.fail({ code: 'service', says: /InvalidAccessKeyId/ }, ci, ...list);
    });

    const script = scriptBeside('site-tutorial.sh');
    if (script === undefined) return;
    test('every step of the script that stands beside the checkout passes', async () => {
      const failed = await failedSteps(script, cli, server);
      const unexpected = failed.filter((step) => !waiting.some((pattern) => pattern.test(step)));
      assert.deepEqual(unexpected, []);
    });
  });
}
