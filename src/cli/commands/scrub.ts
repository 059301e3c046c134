import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { scrubJob } from '../../jobs/scrub-blobs.ts';
import { tryLockDataFolder } from '../../server/data-lock.ts';
import { prepareData } from '../../server/prepare-store.ts';
import { size } from '../../server/setting-values.ts';
import { metadataPath } from '../../store/data-folder.ts';
import { openStores, type Stores } from '../../store/open.ts';
import { checkIntegrity } from '../../store/scrub/integrity.ts';
import { scrub as scrubStore } from '../../store/scrub/scrub.ts';
import type { Damage, Scrub } from '../../store/scrubs.ts';
import { type Command, CommandFailure, exitCodes, type Invocation } from '../command.ts';
import { dataFolder, dataFolderOptions, plainLine } from '../data-place.ts';
import { progressOf } from '../folder-progress.ts';

export const scrub: Command = {
  name: 'scrub',
  summary: 'Read everything that is stored, and name what the disk has lost.',
  description: [
    'Every block of every object carries a checksum, which this verifies; the database is checked ' +
      'by SQLite. A server does it by itself (--scrub-every, --scrub-rate). Where none runs on ' +
      'the folder this command does it, from where the last one stopped; where one runs, the ' +
      'command makes it begin now.',
    'What is damaged is never served: a read of it fails. It stays listed until the object is ' +
      'deleted or overwritten, or a later scrub reads it well.',
    'Exit code 0: nothing that was read is damaged. 1: something is.',
  ],
  options: [
    ...dataFolderOptions,
    {
      name: 'status',
      summary: 'Tell how far the last scrub came and what it found; read nothing.',
    },
    { name: 'rate', summary: 'Read so much in a second, at most.', type: size },
    { name: 'json', summary: 'Print one JSON object.' },
  ],
  examples: [
    { line: 'strongroom scrub', summary: 'Read what is in ./strongroom-data' },
    { line: 'strongroom scrub --data /srv/strongroom --rate 50MiB', summary: 'Gently' },
    { line: 'strongroom scrub --status --json', summary: 'The last findings, for a program' },
  ],
  async run(invocation) {
    const folder = dataFolder(invocation);
    if (!existsSync(metadataPath(folder))) {
      throw new CommandFailure(`there is no data folder ${folder}`);
    }
    const lock = tryLockDataFolder(folder);
    try {
      if (lock !== undefined) await prepareData(folder, fatal);
      const stores = openStores({ folder, randomBytes, fatal, clock: Date.now, prepareLog: false });
      try {
        return await visit(stores, folder, lock === undefined, invocation);
      } finally {
        await stores.close();
      }
    } finally {
      lock?.release();
    }
  },
};

function fatal(error: Error): never {
  throw error;
}

async function visit(
  stores: Stores,
  folder: string,
  isServed: boolean,
  invocation: Invocation,
): Promise<number> {
  const { options, terminal } = invocation;
  if (isServed && !options.flag('status')) {
    await stores.scrubs.request(scrubJob);
    terminal.error(
      'A server runs on the folder, and begins to scrub now. `strongroom scrub --status` tells ' +
        'how far it is.\n',
    );
  } else if (!options.flag('status')) await read(stores, folder, invocation);
  const last = stores.scrubs.last();
  const damage = stores.scrubs.damage();
  if (options.flag('json')) terminal.out(`${JSON.stringify({ folder, last, damage })}\n`);
  else {
    for (const one of damage) terminal.out(damageLine(one));
    terminal.out(statusLine(last, damage.length));
  }
  return damage.length === 0 ? exitCodes.success : exitCodes.failure;
}

async function read(stores: Stores, folder: string, { options, terminal }: Invocation) {
  const rate = options.text('rate');
  const progress = progressOf(terminal, 'read');
  await scrubStore({
    blobs: stores.blobs,
    scrubs: stores.scrubs,
    checkDatabase: () => checkIntegrity(metadataPath(folder)),
    bytesPerSecond: rate === undefined ? undefined : size.read(rate, { folder }),
    isBusy: () => false,
    signal: new AbortController().signal,
    found: () => {},
    progress: ({ blobs, bytes }) => progress.tell(`${blobs} blobs, ${bytes} bytes`),
  });
  progress.end();
}

function damageLine({ blob, owner, detail, foundAtMs }: Damage): string {
  const what = blob === 0 ? 'the metadata' : `blob ${blob} of ${owner}`;
  return plainLine(`damaged: ${what}: ${detail} (found ${new Date(foundAtMs).toISOString()})`);
}

function statusLine(last: Scrub | undefined, damaged: number): string {
  const now = damaged === 0 ? 'nothing is damaged' : `${damaged} damaged`;
  if (last === undefined) return `No scrub has begun; ${now}\n`;
  const { startedAtMs, endedAtMs, blobs, bytes } = last;
  const end = endedAtMs === undefined ? 'not ended' : `ended ${new Date(endedAtMs).toISOString()}`;
  const start = new Date(startedAtMs).toISOString();
  return `${blobs} blobs of ${bytes} bytes read, begun ${start}, ${end}: ${now}\n`;
}
