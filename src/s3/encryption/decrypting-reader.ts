import {
  type BlobChunk,
  BlobCorrupt,
  type BlobReader,
  type BlobRef,
  type Blobs,
  type ByteRange,
} from '../../store/blobs/blobs.ts';
import {
  blobKey,
  blockBytes,
  blockCount,
  openBlock,
  saltBytes,
  sealedBlockBytes,
} from './blocks.ts';

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
  readonly #lastIndex: number;
  #index: number;
  #key: Uint8Array | undefined;
  #reader: BlobReader | undefined;
  #rest = Buffer.alloc(0);

  constructor(blobs: Pick<Blobs, 'read'>, piece: EncryptedPiece) {
    this.#blobs = blobs;
    this.#piece = piece;
    this.#range = piece.range ?? { start: 0, end: piece.plainBytes };
    this.#index = Math.floor(this.#range.start / blockBytes);
    this.#lastIndex = blockCount(piece.plainBytes) - 1;
  }

  async next(): Promise<BlobChunk | undefined> {
    if (this.#range.end <= this.#range.start) return undefined;
    this.#key ??= await this.#readKey();
    this.#reader ??= this.#blobs.read(this.#piece.blob, this.#sealedRange());
    while (true) {
      const chunk = await this.#reader.next();
      if (chunk === undefined) return this.#atEnd();
      const sealed = Buffer.concat([this.#rest, chunk.bytes]);
      chunk.release();
      const bytes = this.#openBlocks(this.#key, sealed);
      if (bytes.length > 0) return { bytes, release: () => undefined };
    }
  }

  close(): void {
    this.#reader?.close();
  }

  async #readKey(): Promise<Uint8Array> {
    const reader = this.#blobs.read(this.#piece.blob, { start: 0, end: saltBytes });
    const salt = Buffer.alloc(saltBytes);
    let filled = 0;
    for (let chunk = await reader.next(); chunk !== undefined; chunk = await reader.next()) {
      salt.set(chunk.bytes, filled);
      filled += chunk.bytes.length;
      chunk.release();
    }
    return blobKey(this.#piece.objectKey, salt);
  }

  #sealedRange(): ByteRange {
    const last = Math.floor((this.#range.end - 1) / blockBytes);
    return {
      start: saltBytes + this.#index * sealedBlockBytes,
      end: Math.min(saltBytes + (last + 1) * sealedBlockBytes, this.#piece.blob.sizeBytes),
    };
  }

  /** Opens the blocks that are whole, and keeps the rest for the next bytes. */
  #openBlocks(key: Uint8Array, sealed: Buffer): Uint8Array {
    const opened: Uint8Array[] = [];
    let offset = 0;
    while (offset < sealed.length) {
      const sizeBytes = this.#sealedSize(this.#index);
      if (sealed.length - offset < sizeBytes) break;
      opened.push(this.#cut(this.#open(key, sealed.subarray(offset, offset + sizeBytes))));
      offset += sizeBytes;
      this.#index += 1;
    }
    this.#rest = Buffer.from(sealed.subarray(offset));
    const [only] = opened;
    return opened.length === 1 && only !== undefined ? only : Buffer.concat(opened);
  }

  #sealedSize(index: number): number {
    if (index < this.#lastIndex) return sealedBlockBytes;
    return this.#piece.blob.sizeBytes - saltBytes - index * sealedBlockBytes;
  }

  #open(key: Uint8Array, sealed: Uint8Array): Uint8Array {
    try {
      return openBlock(key, this.#index, this.#index === this.#lastIndex, sealed);
    } catch {
      throw new BlobCorrupt(this.#piece.blob.id, `block ${this.#index} cannot be decrypted`);
    }
  }

  /** What the range wants of the block at hand. */
  #cut(plain: Uint8Array): Uint8Array {
    const begin = this.#index * blockBytes;
    const { start, end } = this.#range;
    return plain.subarray(Math.max(0, start - begin), Math.min(plain.length, end - begin));
  }

  #atEnd(): undefined {
    const wanted = Math.ceil(this.#range.end / blockBytes);
    if (this.#rest.length === 0 && this.#index >= wanted) return undefined;
    throw new BlobCorrupt(this.#piece.blob.id, 'it ends in the middle of a block');
  }
}
