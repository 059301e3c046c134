import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  AttachUserPolicyCommand,
  CreateUserCommand,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import type { Page } from 'playwright-core';
import { iamClient } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const browser = await useBrowser();
const iam = iamClient(server);
const UserName = 'admin';
await iam.send(new CreateUserCommand({ UserName }));
const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));

async function keysOfAdmin(): Promise<readonly string[]> {
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
  return AccessKeyMetadata.map(({ Status = '' }) => Status);
}

const buttonOf = (page: Page) => (name: string) => page.getByRole('button', { name, exact: true });

async function confirmByName(page: Page, name: string, verb: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(name);
  await dialog.getByRole('button', { name: verb, exact: true }).click();
}

describe('credentials in the console', { timeout: 300_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  const button = buttonOf(page);
  const person = await visit(browser, origin);
  let firstPassword = '';
  let account = '';

  test('a user is given a random password, which is shown once', async () => {
    await signInWithKey(page, server.root);
    await page.goto('/iam/users/details/admin?tab=credentials');
    await button('Enable console access').click();
    await button('Set password').click();
    await button('Show the password of admin').click();
    const shown = page
      .getByRole('dialog')
      .locator('span', { hasText: /^\S{20}$/ })
      .last();
    firstPassword = (await shown.textContent()) ?? '';
    assert.equal(firstPassword.length, 20);
    await button('Close').last().click();
    await page.getByText('The password was set.').waitFor();
    account = /\d{12}/.exec(await page.locator('#top-bar').innerText())?.[0] ?? '';
  });

  test('the user signs in with it, and has to choose another one first', async () => {
    const { page: own } = person;
    await own.goto('/iam/users');
    await own.getByLabel('Account ID or alias').fill(account);
    await own.getByLabel('User name').fill('admin');
    await own.getByLabel('Password').fill('wrong');
    await buttonOf(own)('Sign in').click();
    await own.getByText('Your authentication information is incorrect.').waitFor();
    await own.getByLabel('Password').fill(firstPassword);
    await buttonOf(own)('Sign in').click();
    await own.getByText('Choose a new password').waitFor();
    await picture(own, 'choose-password', true);
    await own.getByLabel('Old password').fill(firstPassword);
    await own.getByLabel('New password', { exact: true }).fill('correct Horse 7 battery!');
    await own.getByLabel('New password again').fill('correct Horse 7 battery!');
    await buttonOf(own)('Change password').click();
    // The deep link that this began with is shown after all.
    await own.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
  });

  test('a key is made, rotated, turned off and deleted', async () => {
    await button('Create access key').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create access key' }).click();
    await dialog.getByText('The secret is shown this once').waitFor();
    await picture(page, 'new-access-key', true);
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByRole('radio', { name: /^Select AKIA/ }).check();
    await button('Rotate').click();
    await dialog.getByRole('button', { name: 'Create access key' }).click();
    await dialog.getByRole('button', { name: 'Make the old key inactive' }).click();
    await page.getByText(/is inactive. Delete it when nothing misses it./).waitFor();
    assert.deepEqual([...(await keysOfAdmin())].sort(), ['Active', 'Inactive']);
    await picture(page, 'access-keys', true);
    assert.ok(await button('Create access key').isDisabled());
    const row = page.getByRole('row', { name: /Inactive/ });
    const old = (await row.innerText()).match(/AKIA\w{16}/)?.[0] ?? '';
    await row.getByRole('radio').check();
    await button('Delete').last().click();
    await confirmByName(page, old, 'Delete');
    await page.getByText(`${old} was deleted.`).waitFor();
    assert.deepEqual(await keysOfAdmin(), ['Active']);
  });

  test('the key of root is deleted, and its session ends with it', async () => {
    await page.goto('/iam/my-credentials');
    await page.getByRole('radio', { name: /^Select AKIA/ }).check();
    await button('Delete').click();
    await picture(page, 'delete-root-key', true);
    await confirmByName(page, server.root.accessKeyId, 'Delete');
    await page.getByText('Your session has ended. Sign in again.').waitFor();
    const { page: own } = person;
    await own.goto('/');
    await own
      .getByText('Root has no access key.')
      .or(own.getByText('First steps'))
      .first()
      .waitFor();
    assert.equal(await own.getByText('Root has an access key').count(), 0);
  });

  test('who signs out is signed out in every window', async () => {
    const { page: own } = person;
    const other = await own.context().newPage();
    await other.goto('/iam/users');
    await other.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
    await own.getByRole('button', { name: /admin @/ }).click();
    await own.getByRole('menuitem', { name: 'Sign out' }).click();
    await own.getByRole('button', { name: 'Sign in' }).waitFor();
    await other.getByRole('link', { name: 'Roles', exact: true }).click();
    await other.getByText('Your session has ended. Sign in again.').waitFor();
    person.expectNoFaults();
    expectNoFaults();
  });
});
