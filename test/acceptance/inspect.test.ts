import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AttachUserPolicyCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { createBucket } from '../conformance/harness/buckets.ts';
import { iamClient, s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { openOwnCommand, printedKey } from './own-command.ts';

const server = await useServer();
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

  test('a wrong severity or role is named', async () => {
    const wrong = await own.run(server.root, 'inspect', '--fail-on', 'some');
    assert.equal(wrong.code, 2);
    assert.match(wrong.error, /"some" is not one of high, medium, low/);
    assert.equal((await own.run(server.root, 'inspect', '--needs', 'read-only')).code, 2);
  });
});
