import { mkdirSync } from 'node:fs';
import { appendFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../../store/blobs/process-name.ts';

export interface SpoolOptions {
  readonly folder: string;
  /** Names this process among all that ever wrote here: its id, a dot, and something random. */
  readonly writer: string;
  readonly clock: () => number;
  /** A file is handed on when it is so old, or so large. */
  readonly intervalMs: number;
  readonly fileBytes: number;
  /** Told, once a minute at most, that lines were lost. */
  readonly lost: (lines: number, reason: string) => void;
}

/** A line that waits in a file: which bucket it is about, and when it happened. */
export interface SpooledLine {
  readonly bucketId: number;
  readonly bucket: string;
  readonly atMs: number;
  readonly line: string;
}

const batchAgeMs = 200;
/** Bytes that wait in memory; what comes on top is lost, and told. */
const queueLimitBytes = 4 * 1024 * 1024;
const folderMode = 0o700;
const fileMode = 0o600;
const openSuffix = '.open';
const readySuffix = '.ready';
const tellEveryMs = 60_000;

/**
 * Lines on their way to log objects, in files of each process: what was written there survives the
 * death of a process. Nothing is synced: the loss of power can take the last of them.
 */
export class Spool {
  readonly #options: SpoolOptions;
  #lines: string[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #file: { readonly name: string; readonly sinceMs: number; bytes: number } | undefined;
  #number = 0;
  #lost = 0;
  #toldAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: SpoolOptions) {
    this.#options = options;
  }

  add(line: SpooledLine): void {
    const text = JSON.stringify(line);
    if (this.#bytes + text.length > queueLimitBytes) {
      this.#tellLost(1, 'the disk does not keep up');
      return;
    }
    this.#lines.push(text);
    this.#bytes += text.length;
    this.#flushAfter(batchAgeMs);
  }

  /** Writes what waits, and hands the file on when it is time. Never rejects. */
  flush(options: { readonly handOn?: boolean } = {}): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write(options.handOn === true));
    return this.#writing;
  }

  async #write(handOn: boolean): Promise<void> {
    const { folder, writer, clock, intervalMs, fileBytes } = this.#options;
    const lines = this.#lines;
    this.#lines = [];
    this.#bytes = 0;
    try {
      if (lines.length > 0) {
        if (this.#file === undefined) {
          mkdirSync(folder, { recursive: true, mode: folderMode });
          const name = `${writer}.${++this.#number}`;
          this.#file = { name, sinceMs: clock(), bytes: 0 };
        }
        const text = `${lines.join('\n')}\n`;
        await appendFile(join(folder, this.#file.name + openSuffix), text, { mode: fileMode });
        this.#file.bytes += text.length;
      }
      const file = this.#file;
      if (file === undefined) return;
      const isDue = clock() - file.sinceMs >= intervalMs || file.bytes >= fileBytes;
      if (isDue || handOn) {
        this.#file = undefined;
        await rename(join(folder, file.name + openSuffix), join(folder, file.name + readySuffix));
      } else this.#flushAfter(this.#untilDue(file.sinceMs));
    } catch (error) {
      this.#tellLost(lines.length, String(error));
    }
  }

  #flushAfter(delayMs: number): void {
    if (this.#timer !== undefined) return;
    // What waits is written when the spool is closed: no process goes on for its sake.
    this.#timer = setTimeout(() => void this.flush(), delayMs).unref();
  }

  #untilDue(sinceMs: number): number {
    const { clock, intervalMs } = this.#options;
    return Math.max(batchAgeMs, sinceMs + intervalMs - clock());
  }

  #tellLost(lines: number, reason: string): void {
    this.#lost += lines;
    const nowMs = this.#options.clock();
    if (this.#lost === 0 || nowMs - this.#toldAtMs < tellEveryMs) return;
    this.#toldAtMs = nowMs;
    this.#options.lost(this.#lost, reason);
    this.#lost = 0;
  }
}

/** Files that no process writes any more: handed on, or left by one that died. */
export async function readyFiles(folder: string, ownWriter: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => {
      if (name.endsWith(readySuffix)) return true;
      return name.endsWith(openSuffix) && !isAlive(writerOf(name), ownWriter);
    })
    .sort()
    .map((name) => join(folder, name));
}

/** `4242.a1b2c3.7.open` is of the writer `4242.a1b2c3`. */
function writerOf(name: string): string {
  return name.split('.').slice(0, 2).join('.');
}
