/** The checksum algorithms of S3, as the API spells them. */
export const checksumAlgorithms = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
  'SHA512',
  'MD5',
  'XXHASH64',
  'XXHASH3',
  'XXHASH128',
] as const;

export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

/** Bytes of a checksum's value before base64. */
export const checksumBytes: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
  MD5: 16,
  XXHASH64: 8,
  XXHASH3: 8,
  XXHASH128: 16,
};

/** `x-amz-checksum-crc32` and so on. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

const byHeader: ReadonlyMap<string, ChecksumAlgorithm> = new Map(
  checksumAlgorithms.map((algorithm) => [checksumHeader(algorithm), algorithm]),
);

/** The algorithm whose value a header carries, by the header's lower-case name. */
export function algorithmOfHeader(header: string): ChecksumAlgorithm | undefined {
  return byHeader.get(header);
}

/** The algorithm of that name, in any case. */
export function parseAlgorithm(name: string): ChecksumAlgorithm | undefined {
  return algorithmOfHeader(`x-amz-checksum-${name.toLowerCase()}`);
}

/**
 * The bytes of a checksum in strict base64, or undefined: padding and length must be exact, and a
 * value must not have a second spelling.
 */
export function parseChecksum(algorithm: ChecksumAlgorithm, text: string): Buffer | undefined {
  return parseBase64(text, checksumBytes[algorithm]);
}

/** Strict base64 of a given number of bytes, or undefined. */
export function parseBase64(text: string, bytes: number): Buffer | undefined {
  if (text.length !== Math.ceil(bytes / 3) * 4) return undefined;
  const value = Buffer.from(text, 'base64');
  return value.length === bytes && value.toString('base64') === text ? value : undefined;
}
