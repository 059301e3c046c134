import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** The keys in the file that the console gives once: what AWS's own console gives. */
export async function downloadKeys(page: Page) {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .csv file' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  const [head, ...lines] = csv.trim().split('\r\n');
  assert.equal(head, 'User name,Password,Access key ID,Secret access key,Console login link');
  return lines.map((line) => {
    const [userName = '', , accessKeyId = '', secretAccessKey = ''] = line.split(',');
    return { userName, accessKeyId, secretAccessKey };
  });
}
