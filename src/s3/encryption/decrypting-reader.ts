import {
  type BlobChunk,
  BlobCorrupt,
  type BlobReader,
  type BlobRef,
  type Blobs,
  type ByteRange,
} from '../../store/blobs/blobs.ts';
import { cutPieces } from '../../store/blobs/cut-pieces.ts';
import { giveBack } from '../../store/blobs/give-back.ts';
import { BlockDecryptor } from './block-decryptor.ts';
import { blobKey, blockBytes, blockCount, saltBytes, sealedBlockBytes } from './blocks.ts';

/** What is read of an encrypted blob. */
export interface EncryptedPiece {
  readonly blob: BlobRef;
  readonly objectKey: Uint8Array;
  /** The size before encryption. */
  readonly plainBytes: number;
  /** Of the plain bytes; the whole without one. */
  readonly range: ByteRange | undefined;
}

/** Reads plain bytes of an encrypted blob; only the blocks that a range touches are opened. */
export class DecryptingReader implements BlobReader {
  readonly #blobs: Pick<Blobs, 'read'>;
  readonly #piece: EncryptedPiece;
  readonly #range: ByteRange;
  readonly #firstIndex: number;
  #decryptor: BlockDecryptor | undefined;
  #reader: BlobReader | undefined;
  /** What was opened and is not handed out yet: whole, and what the range wants of it. */
  #opened: Buffer[] = [];
  #wanted: Uint8Array[] = [];

  constructor(blobs: Pick<Blobs, 'read'>, piece: EncryptedPiece) {
    this.#blobs = blobs;
    this.#piece = piece;
    this.#range = piece.range ?? { start: 0, end: piece.plainBytes };
    this.#firstIndex = Math.floor(this.#range.start / blockBytes);
  }

  /** The next plain bytes; undefined at the end. @throws BlobMissing, BlobCorrupt */
  async next(): Promise<BlobChunk | undefined> {
    if (this.#range.end <= this.#range.start) return undefined;
    while (await this.#openMore()) {
      if (this.#wanted.length > 0) return this.#handOut();
    }
    return this.#atEnd();
  }

  close(): void {
    this.#reader?.close();
  }

  #handOut(): BlobChunk {
    const [opened, pieces] = [this.#opened, this.#wanted];
    this.#opened = [];
    this.#wanted = [];
    return { pieces, release: () => opened.forEach(giveBack) };
  }

  /** Opens the next bytes of the blob; false when there are none. */
  async #openMore(): Promise<boolean> {
    const salt = this.#decryptor === undefined ? await this.#readSalt() : undefined;
    this.#reader ??= this.#blobs.read(this.#piece.blob, this.#sealedRange(), { isSealed: true });
    const chunk = await this.#reader.next();
    if (chunk === undefined) return false;
    try {
      // The salt stands before the first block.
      let skipped = this.#decryptor === undefined && salt === undefined ? saltBytes : 0;
      for (const sealed of chunk.pieces) {
        this.#decryptor ??= this.#decrypt(salt ?? sealed.subarray(0, saltBytes));
        this.#open(this.#decryptor, sealed.subarray(skipped));
        skipped = 0;
      }
    } finally {
      chunk.release();
    }
    return true;
  }

  /** The salt by itself, where reading does not begin with it anyway. */
  async #readSalt(): Promise<Uint8Array | undefined> {
    if (this.#firstIndex === 0) return undefined;
    const range = { start: 0, end: saltBytes };
    const reader = this.#blobs.read(this.#piece.blob, range, { isSealed: true });
    try {
      const chunk = await reader.next();
      const [salt] = chunk?.pieces.map((piece) => Uint8Array.from(piece)) ?? [];
      chunk?.release();
      return salt;
    } finally {
      reader.close();
    }
  }

  #decrypt(salt: Uint8Array): BlockDecryptor {
    const { objectKey, plainBytes } = this.#piece;
    return new BlockDecryptor(blobKey(objectKey, salt), plainBytes, this.#firstIndex);
  }

  #sealedRange(): ByteRange {
    const last = Math.floor((this.#range.end - 1) / blockBytes);
    const first = this.#firstIndex;
    return {
      start: first === 0 ? 0 : saltBytes + first * sealedBlockBytes,
      end: Math.min(saltBytes + (last + 1) * sealedBlockBytes, this.#piece.blob.sizeBytes),
    };
  }

  #open(decryptor: BlockDecryptor, sealed: Uint8Array): void {
    try {
      decryptor.take(sealed, (index, pieces) => this.#cut(index * blockBytes, pieces));
    } catch {
      const which = `block ${decryptor.index} cannot be decrypted`;
      throw new BlobCorrupt(this.#piece.blob.id, which);
    }
  }

  /** What the range wants of a block that begins there. */
  #cut(blockStart: number, pieces: readonly Buffer[]): void {
    this.#opened.push(...pieces);
    for (const bytes of cutPieces(pieces, blockStart, this.#range)) {
      if (bytes.length > 0) this.#wanted.push(bytes);
    }
  }

  #atEnd(): undefined {
    const wanted = blockCount(this.#range.end);
    const decryptor = this.#decryptor;
    if (decryptor !== undefined && !decryptor.isWithinBlock && decryptor.index >= wanted) {
      return undefined;
    }
    throw new BlobCorrupt(this.#piece.blob.id, 'it ends in the middle of a block');
  }
}
