import { createDecipheriv, type DecipherGCM, type KeyObject } from 'node:crypto';
import {
  blockBytes,
  blockCount,
  cipherName,
  nonceOf,
  sealedBlockBytes,
  tagBytes,
} from './blocks.ts';

/**
 * Opens sealed blocks, one after the other, from pieces of any size. Nothing is copied together:
 * a block comes out in the pieces in which it came, once its tag proved all of them.
 */
export class BlockDecryptor {
  readonly #key: KeyObject;
  readonly #lastIndex: number;
  readonly #lastPlainBytes: number;
  readonly #tag = Buffer.alloc(tagBytes);
  #index: number;
  #decipher: DecipherGCM | undefined;
  #left = 0;
  #tagFilled = 0;
  #opened: Buffer[] = [];

  /** @param firstIndex the block that the first bytes belong to */
  constructor(key: KeyObject, plainBytes: number, firstIndex: number) {
    this.#key = key;
    this.#lastIndex = blockCount(plainBytes) - 1;
    this.#lastPlainBytes = plainBytes - this.#lastIndex * blockBytes;
    this.#index = firstIndex;
  }

  /** The block whose bytes are awaited. */
  get index(): number {
    return this.#index;
  }

  /** Whether bytes of a block are here whose end is not. */
  get isWithinBlock(): boolean {
    return this.#decipher !== undefined;
  }

  /**
   * Takes sealed bytes; `give` gets the pieces of each block that is complete.
   * @throws Error when a block is not the one that was sealed, or bytes follow the last one
   */
  take(sealed: Uint8Array, give: (index: number, pieces: readonly Buffer[]) => void): void {
    for (let at = 0; at < sealed.length; ) {
      this.#decipher ??= this.#begin();
      if (this.#left > 0) {
        const piece = sealed.subarray(at, at + this.#left);
        this.#opened.push(this.#decipher.update(piece));
        this.#left -= piece.length;
        at += piece.length;
        continue;
      }
      const piece = sealed.subarray(at, at + tagBytes - this.#tagFilled);
      this.#tag.set(piece, this.#tagFilled);
      this.#tagFilled += piece.length;
      at += piece.length;
      if (this.#tagFilled === tagBytes) this.#end(this.#decipher, give);
    }
  }

  #begin(): DecipherGCM {
    const isLast = this.#index === this.#lastIndex;
    if (this.#index > this.#lastIndex) throw new Error('bytes follow the last block');
    this.#left = isLast ? this.#lastPlainBytes : sealedBlockBytes - tagBytes;
    this.#tagFilled = 0;
    const nonce = nonceOf(this.#index, isLast);
    return createDecipheriv(cipherName, this.#key, nonce, { authTagLength: tagBytes });
  }

  #end(decipher: DecipherGCM, give: (index: number, pieces: readonly Buffer[]) => void): void {
    decipher.setAuthTag(this.#tag);
    decipher.final();
    const pieces = this.#opened;
    this.#opened = [];
    this.#decipher = undefined;
    this.#index += 1;
    give(this.#index - 1, pieces);
  }
}
