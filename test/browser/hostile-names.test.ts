import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
  TagUserCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { settled, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const browser = await useBrowser();
const iam = iamClient(server);

/** Without white space, for paths take none; a script if anything reads it as HTML. */
const tagText = '<img/src=x/onerror=alert(1)>';
const hostilePath = `/${tagText}/`;
const UserName = 'a=+,.@-b';
const RoleName = 'r=+,.@-';
const GroupName = 'g=+,.@-';
const PolicyName = 'p=+,.@-';

const document = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::b/${tagText}` }],
});
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:username': tagText } },
    },
  ],
});

await iam.send(new CreateUserCommand({ UserName, Path: hostilePath }));
await iam.send(
  new TagUserCommand({ UserName, Tags: [{ Key: 'a:b/c', Value: 'javascript:alert.1' }] }),
);
await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument: document }));
await iam.send(new CreateGroupCommand({ GroupName, Path: hostilePath }));
await iam.send(new AddUserToGroupCommand({ GroupName, UserName }));
const policy = await iam.send(
  new CreatePolicyCommand({
    PolicyName,
    PolicyDocument: document,
    Description: tagText,
  }),
);
await iam.send(
  new CreateRoleCommand({
    RoleName,
    Path: hostilePath,
    AssumeRolePolicyDocument: trust,
    Description: tagText,
  }),
);

const encode = encodeURIComponent;
const policyPath = `/iam/policies/details/${encode(policy.Policy?.Arn ?? '')}`;
const user = `/iam/users/details/${encode(UserName)}`;

/** Where it must be seen as text. */
const places: Readonly<Record<string, string>> = {
  '/iam/users': hostilePath,
  [user]: hostilePath,
  [`${user}?tab=groups`]: GroupName,
  [`${user}?tab=tags`]: 'Tags',
  [`${user}?tab=last-accessed`]: 'Services that are allowed',
  '/iam/groups': hostilePath,
  [`/iam/groups/details/${encode(GroupName)}`]: UserName,
  '/iam/policies': PolicyName,
  [policyPath]: tagText,
  [`${policyPath}?tab=versions`]: 'v1',
  '/iam/roles': hostilePath,
  [`/iam/roles/details/${encode(RoleName)}`]: hostilePath,
  [`/iam/roles/details/${encode(RoleName)}?tab=trust`]: tagText,
  '/access/unused': RoleName,
  '/access?by=person': 'Choose somebody',
  [`/access/simulator?key=${encode(tagText)}&bucket=${encode(tagText)}&actions=${encode(tagText)}`]:
    tagText,
  [`/buckets/details/${encode(tagText)}`]: tagText,
  [`/buckets/details/${encode(tagText)}/object?key=${encode(tagText)}&tab=permissions`]: tagText,
  [`/${encode(tagText)}`]: tagText,
};

describe('names and texts that are HTML are text', { timeout: 300_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);

  test('after signing in', () => signInWithKey(page, server.root));

  for (const [path, text] of Object.entries(places)) {
    test(`at ${path}`, async () => {
      await page.goto(path);
      await page.getByText(text).first().waitFor();
      await settled(page);
      assert.equal(await page.locator('img[src="x"]').count(), 0);
      expectNoFaults();
    });
  }

  test('in an inline policy that is opened', async () => {
    await page.goto(user);
    await page.getByRole('button', { name: PolicyName }).first().click();
    await page.getByText(tagText).last().waitFor();
    assert.equal(await page.locator('img[src="x"]').count(), 0);
    expectNoFaults();
  });

  test('in the message about something that is not there', async () => {
    await page.goto(`/iam/users/details/${encode('nobody')}`);
    await page.getByText('NoSuchEntity').first().waitFor();
    await page.goto(`/iam/policies/details/${encode(`arn:aws:iam::aws:policy/${tagText}`)}`);
    await settled(page);
    assert.equal(await page.locator('img[src="x"]').count(), 0);
    expectNoFaults();
  });
});
