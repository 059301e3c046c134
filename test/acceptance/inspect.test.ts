import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  DetachUserPolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { DeleteBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createBucket } from '../conformance/harness/buckets.ts';
import { iamClient, s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { uniqueName } from '../conformance/harness/unique-name.ts';
import { openOwnCommand, printedKey } from './own-command.ts';

const auditFolder = mkdtempSync(join(tmpdir(), 'strongroom-inspect-'));
after(() => rmSync(auditFolder, { recursive: true, force: true }));
const server = await useServer({ arguments: ['--audit-folder', auditFolder] });
const own = await openOwnCommand(server);
const iam = iamClient(server);
const s3 = s3Client(server);

/** The verdict of each cell of a bucket, out of the report in JSON. */
function verdicts(json: string, bucket: string): Record<string, string> {
  const { buckets } = JSON.parse(json);
  for (const row of buckets) {
    if (row.bucket !== bucket) continue;
    const cells: { ability: string; verdict: string }[] = row.cells;
    return Object.fromEntries(cells.map(({ ability, verdict }) => [ability, verdict]));
  }
  return {};
}

const fullAccess = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';

/** A user with all of S3, and its key. */
async function fullUser() {
  const name = uniqueName('full');
  await iam.send(new CreateUserCommand({ UserName: name }));
  await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn: fullAccess }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  return { name, key: { accessKeyId, secretAccessKey } };
}

/** The observed activity out of the report, once its records (or IAM's) have arrived. */
async function observed(user: string, requests: number, args: readonly string[]) {
  for (let attempt = 0; ; attempt += 1) {
    const { code, out, error } = await own.run(
      server.root,
      ...['inspect', '--user', user, '--json', ...args],
    );
    assert.equal(code, 0, error);
    const found: Observed = JSON.parse(out).observed;
    const isThere = found.document !== undefined && (found.requests ?? 0) >= requests;
    if (isThere || attempt === 20) return found;
    await setTimeout(200);
  }
}

interface Observed {
  readonly source: string;
  readonly requests?: number;
  readonly document: string;
  readonly commands: readonly string[];
}

/** Does what the two printed commands of the AWS CLI say. */
async function applyAll([put = '', detach = '']: readonly string[], UserName: string) {
  const inline = `^aws iam put-user-policy --user-name ${UserName} --policy-name (\\S+) --policy-document '(.*)'$`;
  const [, PolicyName, PolicyDocument] = new RegExp(inline).exec(put) ?? [];
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));
  assert.equal(
    detach,
    `aws iam detach-user-policy --user-name ${UserName} --policy-arn ${fullAccess}`,
  );
  await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: fullAccess }));
}

describe('inspect on the users of the tutorials', () => {
  test('AmazonS3FullAccess is shown as able to delete every bucket', async () => {
    const buckets = [await createBucket(s3), await createBucket(s3)];
    await iam.send(new CreateUserCommand({ UserName: 'full' }));
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
    await iam.send(new AttachUserPolicyCommand({ UserName: 'full', PolicyArn }));
    const { code, out, error } = await own.run(server.root, 'inspect', '--user', 'full', '--json');
    assert.equal(code, 0, error);
    for (const bucket of buckets) {
      assert.equal(verdicts(out, bucket)['delete bucket'], 'allowed');
    }
    const page = await own.run(server.root, 'inspect', '--user', 'full', '--fail-on', 'high');
    assert.equal(page.code, 1);
    assert.match(page.out, /high +Can delete every bucket \(\d+\)\. \(statement 1 of AmazonS3Full/);
  });

  test('the policy for one bucket is shown as unable to, of the user and by its own key', async () => {
    const bucket = await createBucket(s3);
    const other = await createBucket(s3);
    const granted = await own.run(
      server.root,
      ...['grant', bucket, '--role', 'rails-app', '--user', 'scoped', '--yes'],
    );
    const { out } = await own.run(server.root, 'inspect', '--user', 'scoped', '--json');
    const work = { list: 'allowed', read: 'allowed', write: 'allowed' };
    const refused = { 'make public': 'denied', 'change policy': 'denied' };
    assert.deepEqual(verdicts(out, bucket), {
      ...{ ...work, delete: 'allowed', ...refused, 'delete bucket': 'denied' },
    });
    assert.ok(Object.values(verdicts(out, other)).every((verdict) => verdict === 'denied'));
    assert.match(
      JSON.parse(out).sentence,
      /^Can list, read, write and delete in \S+; nothing else/,
    );

    const key = printedKey(granted);
    const tried = await own.run(key, 'inspect', '--bucket', bucket, '--json');
    assert.equal(JSON.parse(tried.out).method, 'probes');
    assert.deepEqual(verdicts(tried.out, bucket), {
      ...{ ...work, delete: 'unknown', ...refused, 'delete bucket': 'unknown' },
    });
    const { notTested } = JSON.parse(tried.out);
    assert.ok(notTested.some((what: string) => what.includes('deleting objects and buckets')));
  });

  test('a credential is compared with what its role needs, with the commands that trim it', async () => {
    const bucket = await createBucket(s3);
    await iam.send(new CreateUserCommand({ UserName: 'wide' }));
    const Statement = [
      { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${bucket}` },
      { Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${bucket}/*` },
    ];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new PutUserPolicyCommand({ UserName: 'wide', PolicyName: 'p', PolicyDocument }));
    const args = ['inspect', '--user', 'wide', '--bucket', bucket, '--needs', 'site-publisher'];
    const { out } = await own.run(server.root, ...args);
    assert.ok(out.includes(`beyond it, ${bucket}: make public, change policy, delete bucket`), out);
    assert.ok(out.includes(`strongroom grant ${bucket} --role site-publisher --user wide`));
    assert.ok(out.includes('aws iam delete-user-policy --user-name wide --policy-name p'));
  });

  test('where only the simulator may be asked, it is', async () => {
    const bucket = await createBucket(s3);
    const args = ['grant', bucket, '--role', 'read-only', '--user', 'simulating', '--yes'];
    const key = printedKey(await own.run(server.root, ...args));
    const Statement = { Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const input = { UserName: 'simulating', PolicyName: 'p', PolicyDocument };
    await iam.send(new PutUserPolicyCommand(input));
    const { out, error } = await own.run(key, 'inspect', '--bucket', bucket, '--json');
    assert.equal(JSON.parse(out).method, 'simulation', error);
    const { read, write, 'delete bucket': deletes } = verdicts(out, bucket);
    assert.deepEqual([read, write, deletes], ['allowed', 'denied', 'denied']);
  });

  test('the smaller policy is made of the audit records, and its commands apply it', async () => {
    const bucket = await createBucket(s3);
    const { key, name } = await fullUser();
    const worker = s3Client(server, key);
    await worker.send(new PutObjectCommand({ Bucket: bucket, Key: 'in/a.txt', Body: 'x' }));
    await worker.send(new GetObjectCommand({ Bucket: bucket, Key: 'in/a.txt' }));
    const found = await observed(name, 2, ['--audit-folder', auditFolder]);
    assert.equal(found.source, 'audit');
    assert.deepEqual(JSON.parse(found.document).Statement, [
      {
        Sid: 'Observed1',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject'],
        Resource: [`arn:aws:s3:::${bucket}/in/*`],
      },
    ]);
    await applyAll(found.commands, name);
    await worker.send(new GetObjectCommand({ Bucket: bucket, Key: 'in/a.txt' }));
    await assert.rejects(worker.send(new DeleteBucketCommand({ Bucket: bucket })), {
      name: 'AccessDenied',
    });
  });

  test('without records IAM tells the used actions, and a copied file does as well', async () => {
    const bucket = await createBucket(s3);
    const { key, name } = await fullUser();
    const worker = s3Client(server, key);
    await worker.send(new PutObjectCommand({ Bucket: bucket, Key: 'a', Body: 'x' }));
    const told = await observed(name, 0, ['--observed']);
    assert.equal(told.source, 'last-accessed');
    const [statement] = JSON.parse(told.document).Statement;
    assert.deepEqual([statement.Action, statement.Resource], ['s3:PutObject', '*']);
    const files = readdirSync(auditFolder).flatMap((file) => ['--trail', join(auditFolder, file)]);
    const read = await observed(name, 1, files);
    assert.match(read.document, /s3:PutObject/);
    assert.ok(!read.document.includes('s3:DeleteBucket'));
    const page = await own.run(server.root, 'inspect', '--user', name, '--observed');
    assert.match(page.out, /This policy is enough for what was done, by IAM's last-accessed/);
    assert.match(page.out, /where it did what it did: IAM tells actions/);
  });

  test('who did nothing needs no policy, and the root user has none', async () => {
    const { name } = await fullUser();
    const page = await own.run(server.root, 'inspect', '--user', name, '--observed');
    assert.match(page.out, /it needs no policy at all/);
    assert.match(page.out, /aws iam detach-user-policy --user-name \S+ --policy-arn \S+FullAccess/);
    const root = await own.run(server.root, 'inspect', '--observed');
    assert.match(root.out, /the root user has no policy/);
  });

  test('a wrong severity or role is named', async () => {
    const wrong = await own.run(server.root, 'inspect', '--fail-on', 'some');
    assert.equal(wrong.code, 2);
    assert.match(wrong.error, /"some" is not one of high, medium, low/);
    assert.equal((await own.run(server.root, 'inspect', '--needs', 'read-only')).code, 2);
  });
});
