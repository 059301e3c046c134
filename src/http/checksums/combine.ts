import { CRC64_NVME_POLYNOMIAL } from './crc64-nvme.ts';

/** The algorithms whose value for a whole follows from the values of its parts. */
export type CrcAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME';

/** Whether a whole's value follows from its parts'. */
export function isCrc(algorithm: string): algorithm is CrcAlgorithm {
  return Object.hasOwn(fields, algorithm);
}

interface CrcField {
  /** Bits of the value. */
  readonly width: bigint;
  /** The polynomial, bits reversed. */
  readonly polynomial: bigint;
}

const fields: Readonly<Record<CrcAlgorithm, CrcField>> = {
  CRC32: { width: 32n, polynomial: 0xedb8_8320n },
  CRC32C: { width: 32n, polynomial: 0x82f6_3b78n },
  CRC64NVME: { width: 64n, polynomial: CRC64_NVME_POLYNOMIAL },
};

/** The product of two polynomials modulo the field's; the highest bit is the coefficient of 1. */
function multiply(a: bigint, b: bigint, { width, polynomial }: CrcField): bigint {
  let product = 0n;
  let factor = b;
  for (let bit = 1n << (width - 1n); bit > 0n; bit >>= 1n) {
    if ((a & bit) !== 0n) product ^= factor;
    factor = (factor & 1n) === 1n ? (factor >> 1n) ^ polynomial : factor >> 1n;
  }
  return product;
}

/** x to the power of 8 times `bytes`: what appending that many zero bytes multiplies by. */
function shiftBy(bytes: number, field: CrcField): bigint {
  const one = 1n << (field.width - 1n);
  let result = one;
  let square = one >> 8n; // x to the power of 8: one byte
  for (let left = BigInt(bytes); left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = multiply(square, result, field);
    square = multiply(square, square, field);
  }
  return result;
}

export interface SummedPart {
  readonly checksum: Uint8Array;
  readonly sizeBytes: number;
}

/**
 * The CRC of a whole object from the CRCs and sizes of its parts, in order (the FULL_OBJECT type of
 * multipart uploads). The time does not depend on the sizes.
 */
export function combineCrcs(algorithm: CrcAlgorithm, parts: readonly SummedPart[]): Buffer {
  const field = fields[algorithm];
  const widthBytes = Number(field.width / 8n);
  let whole = 0n;
  // Parts of one upload have one size but for the last, so the last operator is nearly always it.
  let operator = { sizeBytes: -1, factor: 0n };
  for (const { checksum, sizeBytes } of parts) {
    if (operator.sizeBytes !== sizeBytes) {
      operator = { sizeBytes, factor: shiftBy(sizeBytes, field) };
    }
    const value = BigInt(`0x${Buffer.from(checksum).toString('hex')}`);
    whole = multiply(operator.factor, whole, field) ^ value;
  }
  return Buffer.from(whole.toString(16).padStart(widthBytes * 2, '0'), 'hex');
}
