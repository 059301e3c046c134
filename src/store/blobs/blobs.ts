/** Immutable bytes by opaque id. What is kept about them, and who owns them, is the metadata's. */

/**
 * Where the bytes of a blob are. Opaque to everyone but the blob store and the metadata store;
 * plain data, so it can be kept. A ref that `put` or `commit` returned is unregistered: its bytes are
 * durable, but they are garbage until a metadata call (`objects.put`, `uploads.putPart`) takes it.
 * Such a call always takes the ref over: if it refuses or fails, it discards the blob itself.
 */
export interface BlobRef {
  /** Unique for ever. 0 for the blob of no bytes. */
  readonly id: number;
  readonly sizeBytes: number;
  /** The segment that holds it; 0 when it has a file of its own. */
  readonly segment: number;
  /** Where it begins in the segment. */
  readonly offset: number;
}

/** The blob of no bytes: it is stored nowhere and needs no freeing. */
export const emptyBlob: BlobRef = { id: 0, sizeBytes: 0, segment: 0, offset: 0 };

/** Half open: from `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Who proves that bytes are the ones that were stored. */
export interface Proof {
  /**
   * The caller does, by the tag of a cipher over each byte: of the blocks only their headers are
   * compared, and not their checksums.
   */
  readonly isSealed: boolean;
}

/** Verified bytes in memory that is used again. They must not be changed. */
export interface BlobChunk {
  /** At least one, in order; just one of a blob that is not larger than 256 KiB. */
  readonly pieces: readonly Uint8Array[];
  /**
   * Gives the memory back; call it when nothing reads them any more (for a socket: in the write's
   * callback). Forgetting it costs memory traffic, calling it early would corrupt a response.
   */
  release(): void;
}

/** A whole blob in memory. Its bytes must not be changed. */
export interface SmallBlob {
  readonly bytes: Uint8Array;
  /** As that of a chunk; undefined where others read the same bytes. */
  readonly release: (() => void) | undefined;
}

/** Pulls a blob's bytes in order. Not for concurrent calls. */
export interface BlobReader {
  /**
   * The next bytes, undefined at the end.
   * @throws BlobMissing, BlobCorrupt
   */
  next(): Promise<BlobChunk | undefined>;
  /** Stops early and frees the descriptor; needless, but harmless, after the end. */
  close(): void;
}

export interface BlobWriter {
  /** Takes the bytes (they may be reused once the promise resolves). Not for concurrent calls. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when all bytes are durable. */
  commit(): Promise<BlobRef>;
  /** Forgets what was written. Harmless after a commit or a failure. */
  abort(): Promise<void>;
}

export interface Blobs {
  /** Stores a small body, whole or cut anywhere, in one call; resolves when it is durable. */
  put(bytes: Uint8Array | readonly Uint8Array[]): Promise<BlobRef>;
  /** @param options.sizeHintBytes the size when it is known: it decides where the bytes go */
  create(options?: { readonly sizeHintBytes?: number }): BlobWriter;
  /**
   * A blob of up to 256 KiB, which one read gets, in one piece: at once, from memory, where it is
   * asked for often.
   * @param open makes of the stored bytes what is kept and given: the same of the same, always, in
   *   memory of its own
   * @throws BlobMissing, BlobCorrupt, and what `open` throws
   */
  readSmall(ref: BlobRef, open?: (stored: Uint8Array) => Buffer): SmallBlob | Promise<SmallBlob>;
  /** Reads a blob or a range of it. Opens at the first `next`. */
  read(ref: BlobRef, range?: ByteRange, proof?: Proof): BlobReader;
  /** Gives up an unregistered blob. Registered ones are freed by the metadata calls that drop them. */
  discard(ref: BlobRef): Promise<void>;
  /**
   * Returns space: removes files that nothing refers to and rewrites mostly dead segments. A job
   * calls it now and then; several processes may.
   */
  collect(): Promise<Collected>;
  /** Waits for running writes, seals this process's segments. */
  close(): Promise<void>;
}

export interface Collected {
  readonly filesRemoved: number;
  readonly segmentsRemoved: number;
  readonly bytesMoved: number;
}

/** The blob has been freed since its ref was read. Read the metadata again. */
export class BlobMissing extends Error {
  constructor(id: number) {
    super(`Blob ${id} is not there any more.`);
  }
}

/** Stored bytes do not match their checksum or are not the ones that belong there. */
export class BlobCorrupt extends Error {
  readonly blobId: number;
  constructor(id: number, detail: string) {
    super(`Blob ${id} is corrupt: ${detail}.`);
    this.blobId = id;
  }
}
