const headLimitBytes = 64 * 1024;
const headEnd = Buffer.from('\r\n\r\n');

type State = 'head' | 'body' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailer';

/**
 * Reads the answers of one connection: where each ends, and its status. It keeps nothing of a body,
 * so that the sender costs little beside the server that it measures.
 */
export class AnswerReader {
  status = 0;
  /** The first bytes of the answer, for the report of an error. */
  beginning = '';
  #state: State = 'head';
  #held: Buffer = Buffer.alloc(0);
  #left = 0;
  #isHead = false;

  /** Get ready for the next answer. */
  expect(isHead: boolean): void {
    this.#state = 'head';
    this.#isHead = isHead;
  }

  /** Take what arrived; true when the answer is complete. */
  take(bytes: Buffer): boolean {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.#state === 'body' || this.#state === 'chunk') {
        const used = Math.min(this.#left, rest.length);
        this.#left -= used;
        rest = rest.subarray(used);
        if (this.#left > 0) return false;
        if (this.#state === 'body') return true;
        this.#state = 'chunk-end';
        continue;
      }
      const next = this.#takeText(rest);
      if (next === undefined) return false;
      if (next === 'complete') return true;
      rest = next;
    }
    return false;
  }

  /** Heads and the lines between chunks, which may arrive in pieces. */
  #takeText(bytes: Buffer): Buffer | 'complete' | undefined {
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const end = this.#state === 'head' ? headEnd : headEnd.subarray(0, 2);
    const at = all.indexOf(end);
    if (at === -1) {
      if (all.length > headLimitBytes) throw new Error('an answer has an endless head');
      this.#held = Buffer.from(all);
      return undefined;
    }
    this.#held = Buffer.alloc(0);
    const text = all.toString('latin1', 0, at);
    const isComplete = this.#state === 'head' ? this.#readHead(text) : this.#readLine(text);
    return isComplete ? 'complete' : all.subarray(at + end.length);
  }

  #readHead(head: string): boolean {
    this.status = Number(head.slice(9, 12));
    this.beginning = head.slice(0, 500);
    // The server says that the body may come; the answer itself follows.
    if (this.status === 100) return false;
    if (this.#isHead || this.status === 204 || this.status === 304) return true;
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.#state = 'chunk-size';
      return false;
    }
    this.#left = Number(length);
    this.#state = 'body';
    return this.#left === 0;
  }

  #readLine(line: string): boolean {
    if (this.#state === 'trailer') return line === '';
    if (this.#state === 'chunk-end') {
      this.#state = 'chunk-size';
      return false;
    }
    this.#left = Number.parseInt(line, 16);
    this.#state = this.#left === 0 ? 'trailer' : 'chunk';
    return false;
  }
}
