import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkStore } from '../../src/store/check/check-store.ts';
import { prepareDataFolder } from '../../src/store/data-folder.ts';
import { openStores } from '../../src/store/open.ts';

function fatal(error: Error): never {
  throw error;
}

/** What a crash leaves is in order: everything that the metadata names is there, and whole. */
export async function verifyFolder(folder: string): Promise<void> {
  const { findings } = await checkStore(folder);
  const messages = findings.map(({ kind, message }) => `${kind}: ${message}`);
  assert.deepEqual(messages, []);
}

/** After everything was removed and collected, no blob takes space. */
export async function verifySpace(folder: string): Promise<void> {
  await prepareDataFolder(folder, { fatal });
  const stores = openStores({ folder, clock: Date.now, randomBytes, fatal, graceMs: 0 });
  await stores.blobs.collect();
  await sleep(5);
  await stores.blobs.collect();
  await stores.close();
  for (const name of ['segments', 'incoming', 'files']) {
    const entries = readdirSync(join(folder, name), { recursive: true, withFileTypes: true });
    const left = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    assert.deepEqual(left, [], `files left in ${name}`);
  }
}
