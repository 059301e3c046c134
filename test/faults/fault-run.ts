import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkStore } from '../../src/store/check/check-store.ts';
import {
  bodyFor,
  fatal,
  makeStoredFolder,
  openTestStores,
} from '../../src/store/check/stored-folder.ts';
import { prepareDataFolder } from '../../src/store/data-folder.ts';
import { describePoint, type FaultPoint, FaultPoints } from './fault-points.ts';
import { readKey, steps } from './steps.ts';
import { type HurtRun, requireStrace, runHurt } from './strace.ts';

const fatalCode = 70;

/** A folder to hurt again and again, and everything that can be done to it. */
export class FaultLab {
  readonly points: FaultPoints;
  readonly #root: string;

  private constructor(root: string, points: FaultPoints) {
    this.#root = root;
    this.points = points;
  }

  static async open(): Promise<FaultLab> {
    requireStrace();
    const root = mkdtempSync(join(tmpdir(), 'strongroom-faults-'));
    const whole = join(root, 'whole');
    await makeStoredFolder(whole);
    const dry = join(root, 'hurt');
    cpSync(whole, dry, { recursive: true });
    const run = await runHurt(dry);
    assert.equal(run.code, 0, run.lines.join('\n'));
    rmSync(dry, { recursive: true });
    return new FaultLab(root, new FaultPoints(run.trace, dry));
  }

  close(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  /** Hurts the process at one point, and looks at what it said and what it left. */
  async try(point: FaultPoint): Promise<void> {
    const folder = join(this.#root, 'hurt');
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(this.#root, 'whole'), folder, { recursive: true });
    const run = await runHurt(folder, this.points.injection(point, folder));
    try {
      verifyWords(point, run);
      await verifyLeft(folder, run);
    } catch (error) {
      const said = [...run.lines, run.trace].join('\n');
      throw new Error(`${describePoint(point)}:\n${said}`, { cause: error });
    }
  }
}

function wordsOf(run: Pick<HurtRun, 'lines'>, word: 'done' | 'refused', name: string): boolean {
  return run.lines.some(
    (line) => line === `${word} ${name}` || line.startsWith(`${word} ${name}:`),
  );
}

/** What an error does to the process: nothing but the refusal of a step, or its honest end. */
function verifyWords({ call, fault, forEver }: FaultPoint, run: HurtRun): void {
  if (fault === 'signal=SIGKILL' || !run.lines.includes('opened')) return;
  const ended = run.lines.some((line) => line.startsWith('fatal '));
  assert.equal(run.code, ended ? fatalCode : 0, 'it ends by itself, and only with a word');
  // Nothing follows the last sync of all, of the close: SQLite keeps its log then, which is synced.
  const followed = /INJECTED\)\n.*\(/.test(run.trace);
  const mustEnd = call === 'fsync' || call === 'fdatasync';
  if (mustEnd && followed) assert.ok(ended, 'a failed sync ends the process');
  const isPassing =
    fault === 'error=ENOSPC' || fault === 'error=EMFILE' || fault === 'error=EACCES';
  if (isPassing) assert.ok(!ended, 'the process goes on');
  if (ended) return;
  // A read needs a descriptor too.
  if (call !== 'openat') assert.ok(wordsOf(run, 'done', 'read'), 'reads go on');
  if (forEver) return;
  const names = [...steps.map(({ name }) => name), 'read'];
  const refused = names.filter((name) => wordsOf(run, 'refused', name));
  assert.ok(refused.length <= 1, 'one fault refuses one step at most');
}

/** Everything that was acknowledged is there, what was refused is not, and nothing is torn. */
export async function verifyLeft(folder: string, run: Pick<HurtRun, 'lines'>): Promise<void> {
  await verifyFolder(folder);
  await prepareDataFolder(folder, { fatal });
  const stores = openTestStores(folder);
  try {
    for (const { name, key, before, after } of steps) {
      const found = await readKey(stores, key);
      const isBefore = same(found, before);
      const isAfter = same(found, after);
      assert.ok(isBefore || isAfter, `${key} is torn`);
      if (wordsOf(run, 'done', name)) assert.ok(isAfter, `${name} was done, and is lost`);
      if (wordsOf(run, 'refused', name)) assert.ok(isBefore, `${name} was refused, and is there`);
    }
    assert.ok(same(await readKey(stores, 'medium'), bodyFor('medium', 99)));
    await stores.blobs.collect();
  } finally {
    await stores.close();
  }
  await verifyFolder(folder);
}

async function verifyFolder(folder: string): Promise<void> {
  const { findings } = await checkStore(folder);
  assert.deepEqual(
    findings.map(({ message }) => message),
    [],
  );
}

function same(one: Buffer | undefined, other: Buffer | undefined): boolean {
  return one === undefined || other === undefined ? one === other : one.equals(other);
}
