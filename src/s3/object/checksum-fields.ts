import { checksumHeader } from '../../http/checksums/algorithms.ts';
import { optional, text } from '../../operation/shape.ts';
import type { Checksum, ChecksumAlgorithm } from '../../store/objects.ts';

/** Members of documents that carry a checksum, one for each algorithm. */
export const checksumMembers = {
  ChecksumCRC32: optional(text()),
  ChecksumCRC32C: optional(text()),
  ChecksumCRC64NVME: optional(text()),
  ChecksumSHA1: optional(text()),
  ChecksumSHA256: optional(text()),
  ChecksumSHA512: optional(text()),
  ChecksumMD5: optional(text()),
  ChecksumXXHASH64: optional(text()),
  ChecksumXXHASH3: optional(text()),
  ChecksumXXHASH128: optional(text()),
};

export type ChecksumMembers = { readonly [K in keyof typeof checksumMembers]?: string | undefined };

/** The member that carries the value of an algorithm. */
export function checksumMember(
  algorithm: ChecksumAlgorithm,
  value: string | undefined,
): ChecksumMembers {
  return value === undefined ? {} : { [`Checksum${algorithm}`]: value };
}

/** Response headers that carry a checksum, and its type. */
export const checksumHeaders = [
  'x-amz-checksum-crc32',
  'x-amz-checksum-crc32c',
  'x-amz-checksum-crc64nvme',
  'x-amz-checksum-sha1',
  'x-amz-checksum-sha256',
  'x-amz-checksum-sha512',
  'x-amz-checksum-md5',
  'x-amz-checksum-xxhash64',
  'x-amz-checksum-xxhash3',
  'x-amz-checksum-xxhash128',
  'x-amz-checksum-type',
] as const;

type ChecksumHeader = (typeof checksumHeaders)[number];
export type ChecksumHeaders = { readonly [K in ChecksumHeader]?: string | undefined };

/** @param type left out where S3 does not say it (UploadPart) */
export function checksumReply(
  checksum: Pick<Checksum, 'algorithm' | 'value'> | undefined,
  type?: Checksum['type'],
): ChecksumHeaders {
  if (checksum === undefined) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': type };
}
