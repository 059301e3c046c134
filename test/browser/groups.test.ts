import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CreateUserCommand,
  GetGroupCommand,
  ListAttachedGroupPoliciesCommand,
} from '@aws-sdk/client-iam';
import { iamClient } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const browser = await useBrowser();
const iam = iamClient(server);
for (const UserName of ['ada', 'grace']) await iam.send(new CreateUserCommand({ UserName }));

describe('groups in the console', { timeout: 300_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  test('without any, the page says what groups are good for', async () => {
    await signInWithKey(page, server.root);
    await page.getByRole('link', { name: 'User groups', exact: true }).click();
    await page.getByText('No groups').waitFor();
  });

  test('a group is created with a policy and users, after a review', async () => {
    await page.goto('/iam/groups/create');
    await button('Next').click();
    await page.getByText('Give a name of these characters.').waitFor();
    await page.getByLabel('Group name').fill('developers');
    await button('Next').click();
    await page.getByRole('checkbox', { name: 'Select AmazonS3ReadOnlyAccess' }).check();
    await picture(page, 'create-group', true);
    await button('Next').click();
    await page.getByRole('checkbox', { name: 'Select ada' }).check();
    await button('Next').click();
    await page.getByText('AmazonS3ReadOnlyAccess').waitFor();
    await page.getByText('ada').waitFor();
    await picture(page, 'create-group-review', true);
    await button('Create group').click();
    await page.getByText('Group developers was created.').waitFor();
    const GroupName = 'developers';
    const { Users } = await iam.send(new GetGroupCommand({ GroupName }));
    assert.deepEqual(
      Users?.map(({ UserName }) => UserName),
      ['ada'],
    );
    const attached = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }));
    assert.equal(attached.AttachedPolicies?.[0]?.PolicyName, 'AmazonS3ReadOnlyAccess');
  });

  test('users are added and removed', async () => {
    await button('Add users').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: 'Select grace' }).check();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('1 added to developers.').waitFor();
    await picture(page, 'group', true);
    await page.getByRole('checkbox', { name: 'Select ada' }).check();
    await button('Remove').click();
    await page.getByText('1 removed from developers.').waitFor();
    const { Users } = await iam.send(new GetGroupCommand({ GroupName: 'developers' }));
    assert.deepEqual(
      Users?.map(({ UserName }) => UserName),
      ['grace'],
    );
  });

  test('a group is deleted only when its name is typed', async () => {
    await button('Delete').click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Delete', exact: true });
    assert.ok(await confirm.isDisabled());
    await dialog.getByRole('textbox').fill('developer');
    assert.ok(await confirm.isDisabled());
    await dialog.getByRole('textbox').fill('developers');
    await confirm.click();
    await page.getByText('Group developers was deleted.').waitFor();
    const gone = iam.send(new GetGroupCommand({ GroupName: 'developers' }));
    await assert.rejects(gone, { name: 'NoSuchEntityException' });
    expectNoFaults();
  });
});
