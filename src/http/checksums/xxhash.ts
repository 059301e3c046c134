import { createXXHash3, createXXHash64, createXXHash128 } from 'hash-wasm';

/** One machine of each kind for the whole process; every digest brings its own state to it. */
const machines = {
  XXHASH64: await createXXHash64(),
  XXHASH3: await createXXHash3(),
  XXHASH128: await createXXHash128(),
};

/** An xxHash over bytes that come in pieces; the seed is 0. */
export class XxHashDigest {
  readonly #machine: (typeof machines)[keyof typeof machines];
  #state: Uint8Array;

  constructor(algorithm: keyof typeof machines) {
    this.#machine = machines[algorithm];
    this.#state = this.#machine.init().save();
  }

  update(bytes: Uint8Array): void {
    this.#state = this.#machine.load(this.#state).update(bytes).save();
  }

  /** The value in its canonical form, which is big-endian. */
  digest(): Buffer {
    return Buffer.from(this.#machine.load(this.#state).digest('binary'));
  }
}
