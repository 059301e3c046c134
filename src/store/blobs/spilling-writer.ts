import type { BlobRef, BlobWriter } from './blobs.ts';

export interface SpillingWriterOptions {
  readonly limitBytes: number;
  readonly sizeHintBytes: number | undefined;
  readonly putSmall: (bytes: Uint8Array) => Promise<BlobRef>;
  readonly createFile: () => Promise<BlobWriter>;
}

const firstBufferBytes = 16 * 1024;

/** Keeps a body in memory while it may still be a small one; goes on in a file when it is not. */
export class SpillingWriter implements BlobWriter {
  readonly #options: SpillingWriterOptions;
  #buffer: Buffer | undefined;
  #used = 0;
  #file: BlobWriter | undefined;
  #state: 'writing' | 'committing' | 'ended' = 'writing';

  constructor(options: SpillingWriterOptions) {
    this.#options = options;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#state !== 'writing') throw new Error('The blob writer has ended.');
    if (this.#file !== undefined) return this.#file.write(bytes);
    const { limitBytes, sizeHintBytes } = this.#options;
    const sizeBytes = this.#used + bytes.length;
    if (Math.max(sizeBytes, sizeHintBytes ?? 0) > limitBytes) return this.#spill(bytes);
    this.#reserve(sizeBytes).set(bytes, this.#used);
    this.#used = sizeBytes;
  }

  #reserve(sizeBytes: number): Buffer {
    const { limitBytes, sizeHintBytes } = this.#options;
    if (this.#buffer !== undefined && this.#buffer.length >= sizeBytes) return this.#buffer;
    const doubled = Math.max(sizeBytes, sizeHintBytes ?? firstBufferBytes, this.#used * 2);
    const buffer = Buffer.allocUnsafe(Math.min(doubled, limitBytes));
    if (this.#buffer !== undefined) buffer.set(this.#buffer.subarray(0, this.#used));
    this.#buffer = buffer;
    return buffer;
  }

  async #spill(bytes: Uint8Array): Promise<void> {
    const file = await this.#options.createFile();
    this.#file = file;
    if (this.#buffer !== undefined) await file.write(this.#buffer.subarray(0, this.#used));
    this.#buffer = undefined;
    await file.write(bytes);
  }

  async commit(): Promise<BlobRef> {
    if (this.#state !== 'writing') throw new Error('The blob writer has ended.');
    this.#state = 'committing';
    const ref = await (this.#file === undefined
      ? this.#options.putSmall(this.#buffer?.subarray(0, this.#used) ?? new Uint8Array(0))
      : this.#file.commit());
    this.#state = 'ended';
    this.#buffer = undefined;
    return ref;
  }

  async abort(): Promise<void> {
    if (this.#state !== 'writing') return;
    this.#state = 'ended';
    this.#buffer = undefined;
    await this.#file?.abort();
  }
}
