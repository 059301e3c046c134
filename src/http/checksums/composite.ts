import type { ChecksumAlgorithm } from './algorithms.ts';
import { createDigest } from './incremental.ts';

/**
 * The COMPOSITE checksum of a multipart upload: the checksum of the parts' checksums, in base64,
 * a dash and the number of parts. MD5 makes the ETag the same way (there in hexadecimal digits).
 */
export function compositeChecksum(
  algorithm: ChecksumAlgorithm,
  partChecksums: readonly Uint8Array[],
): string {
  const digest = createDigest(algorithm);
  digest.update(Buffer.concat(partChecksums));
  return `${digest.digest().toString('base64')}-${partChecksums.length}`;
}
