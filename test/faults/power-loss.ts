import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeStoredFolder } from '../../src/store/check/stored-folder.ts';
import { Random } from '../differential/random.ts';
import { DiskModel } from './disk-model.ts';
import { verifyLeft } from './fault-run.ts';
import { type RecordedCall, record, replay } from './recording.ts';
import { requireStrace } from './strace.ts';

/** A recorded run, of which the power is lost after any call. */
export class PowerLab {
  readonly calls: readonly RecordedCall[];
  readonly #root: string;
  readonly #folder: string;

  private constructor(root: string, folder: string, calls: readonly RecordedCall[]) {
    this.#root = root;
    this.#folder = folder;
    this.calls = calls;
  }

  static async open(): Promise<PowerLab> {
    requireStrace();
    const root = mkdtempSync(join(tmpdir(), 'strongroom-power-'));
    const whole = join(root, 'whole');
    await makeStoredFolder(whole);
    const folder = join(root, 'recorded');
    cpSync(whole, folder, { recursive: true });
    const calls = record(folder, join(root, 'trace'));
    return new PowerLab(root, folder, calls.filter(isOfInterest(folder)));
  }

  close(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }

  /** Loses the power after so many calls, and looks at what is left. */
  async lose(after: number, seed: number, keepsSome: boolean): Promise<void> {
    const model = new DiskModel(join(this.#root, 'whole'));
    const lines: string[] = [];
    for (const call of this.calls.slice(0, after)) {
      const said = replay(model, this.#folder, call);
      if (said !== undefined) lines.push(said.trimEnd());
    }
    const left = join(this.#root, 'left');
    rmSync(left, { recursive: true, force: true });
    mkdirSync(left);
    model.lose(left, new Random(seed), keepsSome);
    await verifyLeft(left, { lines });
  }
}

function isOfInterest(folder: string) {
  const hexadecimal = [...Buffer.from(folder)].map((byte) => `\\x${byte.toString(16)}`).join('');
  return ({ name, args }: RecordedCall) =>
    args.includes(folder) ||
    args.includes(hexadecimal) ||
    (name === 'write' && args.startsWith('1<'));
}
