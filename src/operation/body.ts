import type { ServiceError } from './errors.ts';

/** What is known of a body once all of it was read and everything that it claimed was verified. */
export interface BodyDigest {
  readonly sizeBytes: number;
  /** Only where it was asked for. */
  readonly md5Hex: string | undefined;
  /** The checksum that the client sent (header or trailer), verified: algorithm and base64 value. */
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
  /** The base64 value of the checksum that was wanted in any case. */
  readonly alsoChecksum?: string;
}

export type ChecksumAlgorithm =
  | 'CRC32'
  | 'CRC32C'
  | 'CRC64NVME'
  | 'SHA1'
  | 'SHA256'
  | 'SHA512'
  | 'MD5'
  | 'XXHASH64'
  | 'XXHASH3'
  | 'XXHASH128';

export interface BodyOptions {
  readonly maxBytes: number;
  readonly wantMd5: boolean;
  /** Compute this checksum where the client did not send one. */
  readonly wantChecksum?: ChecksumAlgorithm;
  /** Compute this one in any case, beside that of the client. */
  readonly alsoChecksum?: ChecksumAlgorithm;
}

/** A body that is being read: decoded chunks first, then its digest, which verifies all of them. */
export interface BodyStream {
  /** Bytes after decoding, where the client declared them (`x-amz-decoded-content-length`). */
  readonly declaredSizeBytes: number | undefined;
  /**
   * Each piece is the caller's. What came before the last one is not looked at again, nor is the
   * last one once `finish` has resolved: their memory may be given back.
   */
  chunks(): AsyncIterable<Uint8Array>;
  /**
   * @throws ServiceError when a signature, checksum or length does not hold: commit nothing
   */
  finish(): Promise<BodyDigest>;
}

/** The body of a request, not read yet. Opening it tells a waiting client to go on. */
export interface RequestBody {
  open(options: BodyOptions): BodyStream;
  /**
   * The whole of a small document, verified.
   * @throws ServiceError with `tooLarge` beyond the limit
   */
  readAll(limitBytes: number, tooLarge?: ServiceError): Promise<Buffer>;
}
