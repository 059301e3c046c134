import assert from 'node:assert/strict';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { drain } from '../blobs/drain-fixture.ts';
import { makeStoredFolder, openTestStores } from '../check/stored-folder.ts';
import { metadataPath, prepareDataFolder } from '../data-folder.ts';
import type { Stores } from '../open.ts';
import type { Damage } from '../scrubs.ts';
import { checkIntegrity } from './integrity.ts';
import { scrub } from './scrub.ts';
import { scrubFigures } from './scrub-figures.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-scrub-'));
const whole = join(root, 'whole');
before(() => makeStoredFolder(whole));
after(() => rmSync(root, { recursive: true }));

let copies = 0;
function copy(): string {
  copies += 1;
  const folder = join(root, `copy-${copies}`);
  cpSync(whole, folder, { recursive: true });
  return folder;
}

function filesIn(folder: string, part: string): string[] {
  return readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function flip(path: string, position: number, bit: number): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(position) ^ (1 << bit), position);
  writeFileSync(path, bytes);
}

async function runScrub(
  folder: string,
  more: { signal?: AbortSignal; rate?: number; skipDatabase?: boolean } = {},
) {
  const stores = openTestStores(folder);
  const damage: Damage[] = [];
  try {
    const result = await scrub({
      blobs: stores.blobs,
      scrubs: stores.scrubs,
      checkDatabase: async () => (more.skipDatabase ? [] : checkIntegrity(metadataPath(folder))),
      bytesPerSecond: more.rate,
      isBusy: () => false,
      signal: more.signal ?? new AbortController().signal,
      found: (one) => damage.push(one),
    });
    return { ...result, found: damage, kept: stores.scrubs.damage(), last: stores.scrubs.last() };
  } finally {
    await stores.close();
  }
}

/** Where the frames of every blob lie: path, begin and end. */
function places(folder: string) {
  const database = new DatabaseSync(metadataPath(folder), { readOnly: true });
  const rows = database.prepare('SELECT id, segment, offset, size FROM blobs').all();
  database.close();
  return rows.map((row) => {
    const [id, segment, offset, size] = [row.id, row.segment, row.offset, row.size].map(Number);
    assert.ok(
      id !== undefined && segment !== undefined && offset !== undefined && size !== undefined,
    );
    const blockBytes = segment === 0 ? 256 * 1024 : 64 * 1024;
    const end = offset + size + 32 * Math.ceil(size / blockBytes);
    const path =
      segment === 0
        ? join(folder, 'files', Math.floor(id / 1024).toString(16), id.toString(16))
        : join(folder, 'segments', segment.toString(16).padStart(8, '0'));
    return { id, path, begin: offset, end };
  });
}

/** The bytes of every blob, or how its reading failed. */
async function readAll(stores: Stores): Promise<Map<number, string>> {
  const read = new Map<number, string>();
  for (const ref of stores.scrubs.blobs(0, 100)) {
    try {
      read.set(ref.id, (await drain(stores.blobs.read(ref))).toString('latin1'));
    } catch (error) {
      read.set(ref.id, error instanceof Error ? error.constructor.name : 'thrown');
    }
  }
  return read;
}

describe('a scrub', () => {
  test('reads everything and finds nothing where nothing is wrong', async () => {
    const { blobs, bytes, damaged, isComplete, last, kept } = await runScrub(copy());
    assert.deepEqual(
      { blobs, damaged, isComplete, kept },
      {
        blobs: 8,
        damaged: 0,
        isComplete: true,
        kept: [],
      },
    );
    assert.ok(bytes > 1_900_000);
    assert.ok(last?.endedAtMs !== undefined);
  });

  test('finds a flipped bit at every place of a blob, and names its owner', async () => {
    const folder = copy();
    for (const { id, path, begin, end } of places(folder)) {
      // Every byte of the first header and of the last one, the payload's ends, and some between.
      const positions = new Set([begin + 33, end - 1, Math.floor((begin + end) / 2)]);
      for (let at = 0; at < 32; at += 5) positions.add(begin + at);
      for (const position of positions) {
        flip(path, position, position % 8);
        const { found, kept } = await runScrub(folder, { skipDatabase: true });
        assert.deepEqual(
          found.map(({ blob }) => blob),
          [id],
          `${path} at ${position}`,
        );
        assert.deepEqual(kept, found);
        assert.match(found[0]?.owner ?? '', /^bucket\//);
        flip(path, position, position % 8);
      }
    }
  });

  test('finds files that are cut, missing, empty or exchanged', async () => {
    const exchanged = copy();
    const [first = '', second = ''] = filesIn(exchanged, 'files');
    const bytes = readFileSync(first);
    cpSync(second, first);
    writeFileSync(second, bytes);
    assert.equal((await runScrub(exchanged)).damaged, 2);
    for (const part of ['files', 'segments']) {
      for (const cut of [0, 1, 70_000]) {
        const folder = copy();
        truncateSync(filesIn(folder, part)[0] ?? '', cut);
        assert.ok((await runScrub(folder)).damaged >= 1, `${part} cut to ${cut}`);
      }
      const folder = copy();
      rmSync(filesIn(folder, part)[0] ?? '');
      assert.ok((await runScrub(folder)).damaged >= 1, `${part} missing`);
    }
  });

  test('finds blobs of a segment in each other places', async () => {
    const folder = copy();
    const inSegment = places(folder).filter(({ path }) => path.includes('segments'));
    const [one, other] = inSegment.filter(({ begin, end }) => end - begin < 1_000);
    assert.ok(one !== undefined && other !== undefined);
    const bytes = readFileSync(one.path);
    bytes.copy(bytes, one.begin, other.begin, other.end);
    writeFileSync(one.path, bytes);
    assert.ok((await runScrub(folder)).found.some(({ blob }) => blob === one.id));
  });

  test('goes on where it stopped, and forgets what is sound again', async () => {
    const folder = copy();
    const [path = ''] = filesIn(folder, 'files');
    const bytes = readFileSync(path);
    flip(path, 100, 1);
    assert.deepEqual(scrubFigures(folder), { damaged: 0, endedAtMs: undefined });
    const { kept, last } = await runScrub(folder);
    assert.equal(kept.length, 1);
    assert.deepEqual(scrubFigures(folder), { damaged: 1, endedAtMs: last?.endedAtMs });
    writeFileSync(path, bytes);
    const stopped = await runScrub(folder, { signal: AbortSignal.timeout(300), rate: 1_000_000 });
    assert.equal(stopped.isComplete, false);
    assert.ok(stopped.blobs > 0 && stopped.blobs < 8, `${stopped.blobs} blobs`);
    const ended = await runScrub(folder);
    assert.equal(stopped.blobs + ended.blobs, 8);
    assert.equal(ended.last?.number, stopped.last?.number);
    assert.equal(ended.last?.blobs, 8);
    assert.deepEqual(ended.kept, []);
  });

  test('finds broken pages of the database', async () => {
    const folder = copy();
    const bytes = readFileSync(metadataPath(folder));
    // The page of a table's tree that no read of the test has need of.
    const database = new DatabaseSync(metadataPath(folder), { readOnly: true });
    const page = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'tags'").get();
    database.close();
    bytes.fill(0xff, (Number(page?.rootpage) - 1) * 4_096, Number(page?.rootpage) * 4_096);
    writeFileSync(metadataPath(folder), bytes);
    const { found } = await runScrub(folder);
    assert.deepEqual(
      found.map(({ blob, owner }) => ({ blob, owner })),
      [{ blob: 0, owner: 'the metadata' }],
    );
  });
});

describe('a read', () => {
  test('returns the bytes that were written or fails, whatever byte of a segment is changed', async () => {
    const folder = copy();
    await prepareDataFolder(folder, { fatal: assert.fail });
    const stores = openTestStores(folder);
    const written = await readAll(stores);
    const [path = ''] = filesIn(folder, 'segments');
    const bytes = readFileSync(path);
    let failed = 0;
    for (let position = 0; position < bytes.length; position += 997) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(position) ^ 0x10, position);
      writeFileSync(path, changed);
      for (const [id, text] of await readAll(stores)) {
        if (text === 'BlobCorrupt') failed += 1;
        else assert.ok(text === written.get(id), `blob ${id}, byte ${position}`);
      }
    }
    assert.ok(failed > bytes.length / 997 / 2);
    await stores.close();
  });
});
