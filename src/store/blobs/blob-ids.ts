import type { BlobLedger } from '../metadata/sqlite/blob-ledger.ts';

const refillBelow = 16_384;

/** Numbers for blobs and segments: taken from the metadata in ranges, handed out from memory. */
export class BlobIds {
  readonly #ledger: Pick<BlobLedger, 'takeIds'>;
  #next = 0;
  #end = 0;
  #spare: Promise<{ readonly first: number; readonly end: number }> | undefined;

  constructor(ledger: Pick<BlobLedger, 'takeIds'>) {
    this.#ledger = ledger;
  }

  /** An id at once, or undefined when the range is used up: then await `refill`. */
  tryNext(): number | undefined {
    if (this.#next === this.#end) return undefined;
    const id = this.#next;
    this.#next += 1;
    if (this.#end - this.#next < refillBelow) this.#prefetch();
    return id;
  }

  async next(): Promise<number> {
    for (;;) {
      const id = this.tryNext();
      if (id !== undefined) return id;
      await this.refill();
    }
  }

  async refill(): Promise<void> {
    const range = await this.#prefetch();
    if (this.#next !== this.#end) return;
    this.#next = range.first;
    this.#end = range.end;
    this.#spare = undefined;
  }

  #prefetch(): Promise<{ readonly first: number; readonly end: number }> {
    if (this.#spare === undefined) {
      const spare = this.#ledger.takeIds();
      spare.catch(() => {
        this.#spare = undefined;
      });
      this.#spare = spare;
    }
    return this.#spare;
  }
}
