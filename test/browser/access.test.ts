import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Page } from 'playwright-core';
import { eventually } from '../conformance/harness/eventually.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, settled, signInWithKey, useBrowser, visit, writePolicy } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const browser = await useBrowser();
const clients = { endpoint: server.endpoint, region: 'us-east-1', credentials: server.root };
const iam = new IAMClient(clients);
const s3 = new S3Client({ ...clients, forcePathStyle: true });

const scoped = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::photos" },
    { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::photos/*" }
  ]
}`;

await s3.send(new CreateBucketCommand({ Bucket: 'photos' }));
for (const UserName of ['alice', 'bob']) {
  await iam.send(new CreateUserCommand({ UserName }));
}
await iam.send(
  new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'photos', PolicyDocument: scoped }),
);

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});
const { Role: builder } = await iam.send(
  new CreateRoleCommand({ RoleName: 'builder', AssumeRolePolicyDocument: trust }),
);

/** A client that signs with a new key of somebody. */
async function newClient(UserName: string): Promise<S3Client> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const credentials = { accessKeyId, secretAccessKey };
  return new S3Client({ ...clients, credentials, forcePathStyle: true });
}

/** Chooses from a list that is opened by its label. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).last().click();
  await page.getByRole('option', { name: option }).first().click();
}

async function signedIn(how = {}) {
  const visited = await visit(browser, origin, how);
  await signInWithKey(visited.page, server.root);
  return visited;
}

test('the grid of a bucket tells who can do what, and by which policy', async () => {
  const { page, expectNoFaults } = await signedIn();
  await page.goto('/access?by=bucket&bucket=photos');
  const row = page.getByRole('row').filter({ hasText: 'alice' });
  await row.getByRole('link', { name: 'alice, s3:GetObject on photos: allowed' }).waitFor();
  await row.getByRole('link', { name: /s3:DeleteBucket on photos: implicitDeny/ }).waitFor();
  await picture(page, 'access-of-bucket', true);
  expectNoFaults();
});

test('the grid counts the policy of a bucket, for roles too', async () => {
  const { page, expectNoFaults } = await signedIn();
  await s3.send(new CreateBucketCommand({ Bucket: 'shared' }));
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: builder?.Arn },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::shared/*',
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'shared', Policy }));
  await page.goto('/access?by=bucket&bucket=shared');
  await page.getByRole('link', { name: 'builder, s3:GetObject on shared: allowed' }).waitFor();
  await page.getByRole('link', { name: 'alice, s3:GetObject on shared: implicitDeny' }).waitFor();
  expectNoFaults();
});

test('a cell leads to the statement behind it', async () => {
  const { page, expectNoFaults } = await signedIn();
  await page.goto('/access?by=person&principal=');
  await page.goto('/access?by=bucket&bucket=photos');
  await page.getByRole('link', { name: 'alice, s3:GetObject on photos: allowed' }).click();
  await page.getByRole('heading', { name: 'Policy simulator' }).waitFor();
  await page.getByRole('button', { name: 'Simulate' }).click();
  const statement = page.getByRole('region', { name: /Statement in user_alice_photos/ });
  const marked = statement.locator('[data-marked="true"]');
  await marked.first().waitFor();
  assert.match((await marked.allTextContents()).join(''), /s3:GetObject/);
  await picture(page, 'simulator', true);
  expectNoFaults();
});

test('the policy editor finds mistakes as they are typed, and says what a policy comes to', async () => {
  const { page, expectNoFaults } = await signedIn();
  await page.goto('/iam/policies/create');
  await writePolicy(page, scoped.replace('s3:PutObject', 's3:PutObjekt'));
  await page
    .getByText('No action is called s3:PutObjekt, did you mean s3:PutObject?')
    .last()
    .waitFor();
  await writePolicy(page, scoped);
  await page.getByText('No findings').waitFor();
  await page.getByRole('cell', { name: 'arn:aws:s3:::photos/*' }).waitFor();
  expectNoFaults();
});

test('a policy is tried beside its text, before it is saved', async () => {
  const { page, expectNoFaults } = await signedIn();
  await page.goto('/iam/policies/create');
  await writePolicy(page, scoped);
  await choose(page, 'Bucket', 'photos');
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByText('Line 5 decides.').waitFor();
  assert.match((await page.locator('.cm-decides').textContent()) ?? '', /s3:GetObject/);
  await picture(page, 'policy-editor', true);
  await choose(page, 'Action', 's3:DeleteObject');
  assert.equal(await page.locator('.cm-decides').count(), 0, 'it is no answer to this one');
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByText('Denied: nothing allows it').waitFor();
  await page.getByText('No statement of this policy covers it.').waitFor();
  await writePolicy(page, scoped.replace('s3:PutObject', 's3:DeleteObject'));
  await page.getByText('Denied: nothing allows it').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByText('Allowed', { exact: true }).waitFor();
  await choose(page, 'User, group or role', 'alice');
  await choose(page, 'Action', 's3:PutObject');
  await page.getByRole('button', { name: 'Simulate' }).click();
  const statement = page.getByRole('region', { name: /Statement in user_alice_photos/ });
  await statement.waitFor();
  expectNoFaults();
});

test('a policy that is edited is tried in the place of the one that is there', async () => {
  const { page, expectNoFaults } = await signedIn();
  await page.goto('/iam/users/details/alice');
  await page.getByRole('button', { name: 'photos', exact: true }).click();
  await page.getByRole('button', { name: 'Edit photos' }).click();
  await writePolicy(page, scoped.replace('"s3:GetObject", ', ''));
  await choose(page, 'User, group or role', 'alice');
  await choose(page, 'Bucket', 'photos');
  await page.getByLabel('Object key').fill('cat');
  await page.keyboard.press('Enter');
  await page.getByText('Denied: nothing allows it').waitFor();
  await page.getByText('s3:GetObject on arn:aws:s3:::photos/cat', { exact: true }).waitFor();
  await picture(page, 'inline-policy-trial');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  expectNoFaults();
});

test('the policy of a bucket is tried with who it names', async () => {
  const { page, expectNoFaults } = await signedIn();
  await page.goto('/buckets/details/shared?tab=permissions');
  await page.getByRole('button', { name: 'Edit Bucket policy' }).click();
  await choose(page, 'User, group or role', 'builder');
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByText(/^Lines? .* decides?\.$/).waitFor();
  await page.getByText('Allowed', { exact: true }).waitFor();
  await picture(page, 'bucket-policy-trial');
  expectNoFaults();
});

test('the policy editor proposes actions from the catalogue', async () => {
  const { page, expectNoFaults } = await signedIn({ colorScheme: 'dark' });
  await page.goto('/iam/policies/create');
  await writePolicy(
    page,
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObjectTagg"',
  );
  await page.keyboard.press('ArrowLeft');
  await page.getByText('The text is no policy yet.').waitFor();
  await page.keyboard.press('Control+Space');
  await page.locator('.cm-tooltip-autocomplete').getByText('s3:GetObjectTagging').waitFor();
  await picture(page, 'policy-completion');
  expectNoFaults();
});

test('unused access names keys of the root user', async () => {
  const { page, expectNoFaults } = await signedIn({ viewport: { width: 600, height: 900 } });
  await page.goto('/access/unused');
  await page.getByText('a key of the root user, whom no policy limits').first().waitFor();
  await settled(page);
  expectNoFaults();
});

test('unused access names what policies allow and nobody does', async () => {
  const { page, expectNoFaults } = await signedIn();
  await page.goto('/access/unused');
  const row = page.getByRole('row').filter({ hasText: 'alice' });
  await row.getByText('Not used: s3').waitFor();
  await picture(page, 'unused-access', true);
  const alice = await newClient('alice');
  await alice.send(new ListObjectsV2Command({ Bucket: 'photos' }));
  const used = row.getByText('Of the rest 1 of 3 actions are used.');
  await eventually(async () => {
    await page.reload();
    await settled(page);
    return used.count();
  }, 1);
  await row.getByRole('link', { name: 'alice' }).click();
  await page.getByText('1 of 3 used').click();
  await page.getByText('ListBucket').waitFor();
  await picture(page, 'last-accessed', true);
  expectNoFaults();
});

test('a refusal is explained, and the smallest change lets the request through', async () => {
  const bob = await newClient('bob');
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'cat', Body: 'meow' }));
  await assert.rejects(bob.send(new GetObjectCommand({ Bucket: 'photos', Key: 'cat' })));
  const { page, expectNoFaults } = await signedIn();
  await page.goto('/access/denials');
  await page.getByRole('button', { name: 'Why was bob refused?' }).first().click();
  await page.getByText('The smallest change').waitFor();
  await picture(page, 'denial', true);
  await page.getByRole('button', { name: 'Allow this to bob' }).click();
  await page.getByText('bob may do that now.').waitFor();
  await bob.send(new GetObjectCommand({ Bucket: 'photos', Key: 'cat' }));
  expectNoFaults();
});

test('a refusal to a session of a role is let through by its role', async () => {
  const alice = await iam.send(new CreateAccessKeyCommand({ UserName: 'alice' }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } =
    alice.AccessKey ?? {};
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await iam.send(
    new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'assume', PolicyDocument }),
  );
  const asAlice = new STSClient({ ...clients, credentials: { accessKeyId, secretAccessKey } });
  const RoleArn = builder?.Arn;
  const { Credentials } = await asAlice.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'night' }),
  );
  const session = new S3Client({
    ...clients,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
    forcePathStyle: true,
  });
  const read = new GetObjectCommand({ Bucket: 'photos', Key: 'cat' });
  await assert.rejects(session.send(read));
  const { page, expectNoFaults } = await signedIn();
  await page.goto('/access/denials');
  await page
    .getByRole('button', { name: /assumed-role.builder.night refused/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Allow this to builder' }).click();
  await page.getByText('builder may do that now.').waitFor();
  await session.send(read);
  expectNoFaults();
});

test('the activity of a day is drawn by hour', async () => {
  const { page, expectNoFaults } = await signedIn();
  await page.goto('/access/activity');
  await page.getByRole('application', { name: /Requests by hour/ }).waitFor();
  await page.getByRole('heading', { name: 'Who asked most' }).waitFor();
  await picture(page, 'activity', true);
  expectNoFaults();
});
