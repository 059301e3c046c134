import { describe, test } from 'node:test';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import { iamClient } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { picture, settled, signInWithKey, useBrowser, visit } from './browser.ts';
import { consoleOrigin, withConsole } from './console-origin.ts';

const server = await useServer({ arguments: withConsole });
const origin = await consoleOrigin(server);
const browser = await useBrowser();
const iam = iamClient(server);
for (let number = 100; number < 170; number++) {
  await iam.send(new CreateUserCommand({ UserName: `person-${number}` }));
}

describe('in the lists of IAM', { timeout: 200_000 }, async () => {
  const { page, expectNoFaults } = await visit(browser, origin);
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });

  test('what is on another page is found by a part of its name', async () => {
    await signInWithKey(page, server.root);
    await page.goto('/iam/users');
    await row('person-100').waitFor();
    const find = page.getByPlaceholder('Find users by name');
    await find.fill('ON-169');
    await row('person-169').waitFor();
    await row('person-100').waitFor({ state: 'detached' });
    await picture(page, 'found-user');
    await find.fill('<b>nobody');
    await page.getByText('Nothing has <b>nobody in its name.').waitFor();
    await find.fill('person-');
    await row('person-149').waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await row('person-169').waitFor();
    await row('person-149').waitFor({ state: 'detached' });
  });

  test('what was chosen stays chosen while something else is looked for', async () => {
    await page.goto('/iam/users/create');
    await page.getByLabel('User name 1').fill('another');
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByRole('tab', { name: /Attach policies directly/ }).click();
    const find = page.getByPlaceholder('Find policies by name');
    for (const name of ['AmazonS3ReadOnlyAccess', 'IAMReadOnlyAccess']) {
      await find.fill(name);
      await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
      await settled(page);
    }
    await page.getByText('2 chosen').waitFor();
    expectNoFaults();
  });
});
