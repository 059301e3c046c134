import type { ReplyChunk, ReplyStream } from '../../operation/reply.ts';
import type { BlobReader, BlobRef, Blobs, ByteRange } from '../../store/blobs/blobs.ts';
import { DecryptingReader } from '../encryption/decrypting-reader.ts';

/** A blob, or a range of one, that is a piece of an object. */
export interface Piece {
  readonly blob: BlobRef;
  /** As clients see it. */
  readonly sizeBytes: number;
  /** Of those bytes; the whole without one. */
  readonly range: ByteRange | undefined;
}

/** The bytes of an object, piece after piece, pulled as the client takes them. */
export class ObjectStream implements ReplyStream {
  readonly lengthBytes: number;
  readonly #blobs: Blobs;
  readonly #pieces: readonly Piece[];
  readonly #objectKey: Uint8Array | undefined;
  #index = 0;
  #reader: BlobReader | undefined;
  #ready: ReplyChunk | undefined;

  constructor(
    blobs: Blobs,
    pieces: readonly Piece[],
    lengthBytes: number,
    objectKey: Uint8Array | undefined,
  ) {
    this.lengthBytes = lengthBytes;
    this.#blobs = blobs;
    this.#pieces = pieces;
    this.#objectKey = objectKey;
  }

  /**
   * Reads the first bytes ahead, so that what is missing or corrupt is known before the status is
   * sent.
   * @throws BlobMissing when the object was replaced meanwhile
   * @throws BlobCorrupt for bytes that are not the ones that were stored
   */
  async prime(): Promise<void> {
    this.#ready = await this.#pull();
  }

  async next(): Promise<ReplyChunk | undefined> {
    const ready = this.#ready;
    if (ready === undefined) return this.#pull();
    this.#ready = undefined;
    return ready;
  }

  close(): void {
    this.#ready?.release();
    this.#ready = undefined;
    this.#reader?.close();
    this.#reader = undefined;
    this.#index = this.#pieces.length;
  }

  async #pull(): Promise<ReplyChunk | undefined> {
    while (true) {
      const piece = this.#pieces[this.#index];
      if (piece === undefined) return undefined;
      this.#reader ??= this.#read(piece);
      const chunk = await this.#reader.next();
      if (chunk !== undefined) return chunk;
      this.#reader = undefined;
      this.#index += 1;
    }
  }

  #read({ blob, sizeBytes, range }: Piece): BlobReader {
    const objectKey = this.#objectKey;
    if (objectKey === undefined) return this.#blobs.read(blob, range);
    return new DecryptingReader(this.#blobs, { blob, objectKey, plainBytes: sizeBytes, range });
  }
}
