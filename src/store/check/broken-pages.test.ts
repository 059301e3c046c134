import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { metadataPath } from '../data-folder.ts';
import { checkStore } from './check-store.ts';
import { makeStoredFolder } from './stored-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-pages-'));
const whole = join(root, 'whole');
const folder = join(root, 'broken');
before(async () => {
  await makeStoredFolder(whole);
  cpSync(whole, folder, { recursive: true });
});
after(() => rmSync(root, { recursive: true }));

const pageBytes = 4_096;

/** Whether the check refuses the folder or finds something. */
async function isFound(): Promise<boolean> {
  return checkStore(folder).then(
    ({ findings }) => findings.length > 0,
    () => true,
  );
}

describe('a page of the database that the disk has lost', () => {
  for (const [what, fill] of [
    ['zeros', () => Buffer.alloc(pageBytes)],
    ['noise', (page: number) => Buffer.alloc(pageBytes, `noise ${page} `)],
    ['ones', () => Buffer.alloc(pageBytes, 0xff)],
  ] as const) {
    test(`is found or refused where ${what} stand in its place`, async () => {
      const path = metadataPath(folder);
      const sound = readFileSync(metadataPath(whole));
      for (let page = 0; page < sound.length / pageBytes; page += 1) {
        const broken = Buffer.from(sound);
        fill(page).copy(broken, page * pageBytes);
        writeFileSync(path, broken);
        assert.ok(broken.equals(sound) || (await isFound()), `page ${page + 1}`);
      }
    });
  }
});
