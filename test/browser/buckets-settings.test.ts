import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateBucketCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectAclCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { createBucket, s3Arn } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { allow, policyText } from '../conformance/harness/identities.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, signInWithKey, useBrowser, visit, writePolicy } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const s3 = s3Client(server);
const browser = await useBrowser();

describe('the settings of a bucket in the console', { timeout: 400_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  const Bucket = await createBucket(s3);
  const tab = (name: string) => page.goto(`/buckets/details/${Bucket}?tab=${name}`);
  const edit = (title: string) =>
    page.getByRole('button', { name: `Edit ${title}`, exact: true }).click();
  const save = async (title: string) => {
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(`${title}: saved.`).first().waitFor();
  };

  test('versioning and encryption are set', async () => {
    await signInWithKey(page, server.root);
    await tab('properties');
    await edit('Versioning');
    await page.getByRole('radio', { name: 'Enable' }).check();
    await save('Versioning');
    const versioning = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    assert.equal(versioning.Status, 'Enabled');
    await edit('Default encryption');
    await page.getByRole('radio', { name: 'A key of the key service (SSE-KMS)' }).check();
    await save('Default encryption');
    await page.getByText("SSE-KMS: with the account's key aws/s3").waitFor();
    const { ServerSideEncryptionConfiguration: found } = await s3.send(
      new GetBucketEncryptionCommand({ Bucket }),
    );
    const rule = found?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
    assert.equal(rule?.SSEAlgorithm, 'aws:kms');
    await picture(page, 'bucket-properties', true);
  });

  test('Object Lock is turned on with a default retention', async () => {
    await edit('Object Lock');
    await page.getByText('cannot be turned off again').waitFor();
    await page.getByRole('checkbox', { name: 'Lock every new version for a while' }).check();
    await page.getByLabel('How long').fill('3');
    await save('Object Lock');
    const { ObjectLockConfiguration: lock } = await s3.send(
      new GetObjectLockConfigurationCommand({ Bucket }),
    );
    assert.deepEqual(lock?.Rule?.DefaultRetention, { Mode: 'GOVERNANCE', Days: 3 });
  });

  test('the public is let in by a policy only after the block is lifted', async () => {
    const policy = policyText({ ...allow('s3:GetObject', s3Arn(Bucket, '*')), Principal: '*' });
    await tab('permissions');
    await edit('Bucket policy');
    await writePolicy(page, policy);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('BlockPublicPolicy').first().waitFor();
    await picture(page, 'bucket-policy-refused');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await edit('Block public access');
    await page.getByRole('checkbox', { name: 'Block all public access' }).uncheck();
    await save('Block public access');
    const block = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    assert.equal(block.PublicAccessBlockConfiguration?.BlockPublicPolicy, false);
    await edit('Bucket policy');
    await writePolicy(page, policy);
    await save('Bucket policy');
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    assert.deepEqual(JSON.parse(Policy ?? ''), JSON.parse(policy));
    await picture(page, 'bucket-permissions', true);
  });

  test('ownership and CORS rules are set', async () => {
    await edit('Object ownership');
    await page.getByRole('radio', { name: 'Object writer (ACLs enabled)' }).check();
    await save('Object ownership');
    const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    assert.equal(OwnershipControls?.Rules?.[0]?.ObjectOwnership, 'ObjectWriter');
    const title = 'Cross-origin resource sharing (CORS)';
    await edit(title);
    const rules = page.getByLabel('Rules');
    await rules.fill('[{ "AllowedOrigin": [] }]');
    await page.getByText('A rule has no AllowedOrigin.').first().waitFor();
    await rules.fill('[{ "AllowedOrigins": ["https://a.example"], "AllowedMethods": ["GET"] }]');
    await save(title);
    const { CORSRules } = await s3.send(new GetBucketCorsCommand({ Bucket }));
    assert.deepEqual(CORSRules?.[0]?.AllowedOrigins, ['https://a.example']);
  });

  test('access control lists are set, of the bucket and of an object', async () => {
    const title = 'Access control list';
    const before = (await s3.send(new GetBucketAclCommand({ Bucket }))).Grants ?? [];
    await edit(title);
    await page.getByRole('checkbox', { name: 'Read: Everybody with an account' }).check();
    await page.getByRole('checkbox', { name: 'Read the list: Everybody with an account' }).check();
    await picture(page, 'bucket-acl');
    await save(title);
    const after = (await s3.send(new GetBucketAclCommand({ Bucket }))).Grants ?? [];
    const ofGroup = after.filter(({ Grantee }) => Grantee?.URI?.endsWith('AuthenticatedUsers'));
    assert.deepEqual(
      new Set(ofGroup.map(({ Permission }) => Permission)),
      new Set(['READ', 'READ_ACP']),
    );
    const others = after.filter((grant) => !ofGroup.includes(grant));
    assert.deepEqual(others, before);

    const place = { Bucket, Key: 'listed' };
    await s3.send(new PutObjectCommand({ ...place, Body: 'listed' }));
    await page.goto(`/buckets/details/${Bucket}/object?key=listed&tab=permissions`);
    await edit(title);
    await page.getByRole('checkbox', { name: 'Read: Everyone (public)' }).check();
    await save(title);
    const { Grants = [] } = await s3.send(new GetObjectAclCommand(place));
    assert.ok(Grants.some(({ Grantee }) => Grantee?.URI?.endsWith('AllUsers')));
    assert.ok(Grants.some(({ Permission }) => Permission === 'FULL_CONTROL'));

    const closed = await createBucket(s3);
    await page.goto(`/buckets/details/${closed}?tab=permissions`);
    await page.getByText('access control lists count for nothing').last().waitFor();
    const button = page.getByRole('button', { name: `Edit ${title}`, exact: true });
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
  });

  test('a lifecycle rule is added, edited, disabled and deleted, and others stay as they are', async () => {
    const kept: LifecycleRule = {
      ID: 'kept',
      Status: 'Enabled',
      Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeLessThan: 9 } },
      NoncurrentVersionExpiration: { NoncurrentDays: 3, NewerNoncurrentVersions: 2 },
      Expiration: { Date: new Date('2030-01-01T00:00:00Z') },
    };
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: { Rules: [kept] },
      }),
    );
    const rulesOf = async () => {
      const asked = new GetBucketLifecycleConfigurationCommand({ Bucket });
      return (await s3.send(asked)).Rules ?? [];
    };
    const before = await rulesOf();
    await tab('lifecycle');
    await page.getByRole('button', { name: 'Add rule' }).click();
    const dialog = page.getByRole('dialog');
    assert.equal(await dialog.getByRole('button', { name: 'Save rule' }).isDisabled(), true);
    await dialog.getByLabel('Rule name').fill('old <logs>');
    await dialog.getByLabel('Prefix - optional').fill('logs/');
    await dialog.getByRole('checkbox', { name: 'Expire current objects' }).check();
    await dialog.getByLabel('Days after they were made').fill('90');
    await dialog.getByRole('checkbox', { name: 'Abort unfinished uploads' }).check();
    await picture(page, 'lifecycle-rule', true);
    await dialog.getByRole('button', { name: 'Save rule' }).click();
    await page.getByText('Expire after 90 days').waitFor();
    const [first, second] = await rulesOf();
    assert.deepEqual(first, before[0]);
    assert.equal(second?.ID, 'old <logs>');
    assert.deepEqual(second?.Filter, { Prefix: 'logs/' });
    assert.deepEqual(second?.Expiration, { Days: 90 });
    assert.deepEqual(second?.AbortIncompleteMultipartUpload, { DaysAfterInitiation: 7 });

    const choose = () => page.getByRole('radio', { name: 'Select old <logs>' }).check();
    await choose();
    await page.getByRole('button', { name: 'Disable' }).click();
    await page.getByText('Rule old <logs> is disabled.').waitFor();
    await page.getByText('Disabled', { exact: true }).waitFor();
    assert.deepEqual(
      (await rulesOf()).map(({ Status }) => Status),
      ['Enabled', 'Disabled'],
    );
    await choose();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Days after they were made').fill('91');
    await page.getByRole('dialog').getByRole('button', { name: 'Save rule' }).click();
    await page.getByText('Expire after 91 days').waitFor();
    await choose();
    await page.getByRole('button', { name: 'Delete', exact: true }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('Rule old <logs> was deleted.').waitFor();
    assert.deepEqual(await rulesOf(), before);
  });

  test('a website is turned on, keeps its rules, and its endpoint answers', async () => {
    const Condition = { KeyPrefixEquals: 'old/' };
    const rule = { Condition, Redirect: { ReplaceKeyPrefixWith: 'new/' } };
    const WebsiteConfiguration = { IndexDocument: { Suffix: 'x' }, RoutingRules: [rule] };
    await s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
    const Key = 'index.html';
    await s3.send(
      new PutObjectCommand({ Bucket, Key, Body: '<h1>A page</h1>', ContentType: 'text/html' }),
    );
    await tab('website');
    await edit('Static website hosting');
    await page.getByLabel('Index document').fill('index.html');
    await page.getByLabel('Error document - optional').fill('404.html');
    await save('Static website hosting');
    const website = await s3.send(new GetBucketWebsiteCommand({ Bucket }));
    assert.equal(website.IndexDocument?.Suffix, 'index.html');
    assert.equal(website.ErrorDocument?.Key, '404.html');
    assert.deepEqual(website.RoutingRules, [rule]);
    const link = page.getByRole('link', { name: /s3-website/ });
    const href = (await link.getAttribute('href')) ?? '';
    assert.match(href, new RegExp(`^http://${Bucket}\\.s3-website\\.localhost:\\d+/$`));
    await picture(page, 'bucket-website', true);
  });

  test('a version is held, and kept until a day', async () => {
    const locked = `${Bucket}-locked`;
    await s3.send(new CreateBucketCommand({ Bucket: locked, ObjectLockEnabledForBucket: true }));
    const place = { Bucket: locked, Key: 'deed' };
    await s3.send(new PutObjectCommand({ ...place, Body: 'deed' }));
    await page.goto(`/buckets/details/${locked}/object?key=deed&tab=lock`);
    await page.getByRole('checkbox', { name: 'Not held' }).click();
    await page.getByText('The legal hold was changed.').waitFor();
    const { LegalHold } = await s3.send(new GetObjectLegalHoldCommand(place));
    assert.equal(LegalHold?.Status, 'ON');
    await page.getByRole('radio', { name: 'Governance' }).check();
    await page.getByPlaceholder('YYYY/MM/DD').fill('2031/02/03');
    await page.getByRole('button', { name: 'Save retention' }).click();
    await page.getByText('The retention was saved.').waitFor();
    const { Retention } = await s3.send(new GetObjectRetentionCommand(place));
    assert.equal(Retention?.Mode, 'GOVERNANCE');
    assert.equal(Retention?.RetainUntilDate?.toISOString(), '2031-02-03T00:00:00.000Z');
    await picture(page, 'object-lock');

    // What is locked is told as what could not be deleted.
    await page.goto(`/buckets/details/${locked}`);
    await page.getByRole('button', { name: 'Empty', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(locked);
    await dialog.getByRole('button', { name: 'Empty' }).click();
    await dialog.getByText('0 deleted, 1 failed').waitFor();
    await dialog.getByText('AccessDenied').waitFor();
    await picture(page, 'empty-bucket-failed');
    expectNoFaults();
  });
});
