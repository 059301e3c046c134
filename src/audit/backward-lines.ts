import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const blockBytes = 64 * 1024;
/** Longer than any line that is written; what is longer is skipped in blocks. */
const lineLimitBytes = 1024 * 1024;
const newline = 0x0a;

/** Reads the lines of a file from its end, or from a place before it, a block at a time. */
export class BackwardLines {
  readonly #descriptor: number;
  /** Where the bytes that are held begin in the file. */
  #start: number;
  #held = Buffer.alloc(0);
  #read = 0;

  /** @param endsAt the end of the first line that is read; the end of the file without it */
  constructor(path: string, endsAt?: number) {
    this.#descriptor = openSync(path, 'r');
    const { size } = fstatSync(this.#descriptor);
    this.#start = Math.min(endsAt ?? size, size);
  }

  /** Bytes that were read from the disk so far. */
  get readBytes(): number {
    return this.#read;
  }

  /** Where the last line that was given begins: reading on from there goes on before it. */
  get position(): number {
    return this.#start + this.#held.length;
  }

  /** The line before, without its end; undefined at the beginning of the file. */
  next(): string | undefined {
    for (;;) {
      // The last byte ends the line itself; a file that is being written may lack it.
      const end = this.#held.at(-1) === newline ? this.#held.length - 1 : this.#held.length;
      const before = end > 0 ? this.#held.lastIndexOf(newline, end - 1) : -1;
      if (before !== -1 || this.#start === 0) {
        if (this.#held.length === 0) return undefined;
        const line = this.#held.toString('utf8', before + 1, end);
        this.#held = this.#held.subarray(0, before + 1);
        return line;
      }
      if (this.#held.length > lineLimitBytes) this.#held = Buffer.alloc(0);
      this.#readBefore();
    }
  }

  #readBefore(): void {
    const length = Math.min(blockBytes, this.#start);
    const block = Buffer.allocUnsafe(length);
    readSync(this.#descriptor, block, 0, length, this.#start - length);
    this.#start -= length;
    this.#read += length;
    this.#held = this.#held.length === 0 ? block : Buffer.concat([block, this.#held]);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
