import type { RandomBytes } from '../store/surroundings.ts';

/** What AWS puts before the random part; see "IAM identifiers". */
export const idPrefixes = {
  user: 'AIDA',
  group: 'AGPA',
  role: 'AROA',
  policy: 'ANPA',
  'instance-profile': 'AIPA',
  'access-key': 'AKIA',
  'temporary-key': 'ASIA',
} as const;

export type IdKind = keyof typeof idPrefixes;

const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const secretAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const uniqueIdLength = 21;
const accessKeyIdLength = 20;
const secretLength = 40;

/** Makes what IAM gives out. A unique id holds 85 random bits, so none comes twice. */
export interface IdSource {
  /** Such as AIDA... with 21 characters, or AKIA... with 20. */
  id(kind: IdKind): string;
  /** 40 characters of base64's alphabet: 240 random bits. */
  secretAccessKey(): string;
  /** Twelve digits, the first not 0. */
  accountId(): string;
  /** 64 hexadecimal digits. */
  canonicalId(): string;
  /** A random UUID, for jobs and requests. */
  jobId(): string;
}

/** Letters by the low bits of each byte; the alphabet's length is a power of two: no bias. */
function randomText(randomBytes: RandomBytes, alphabet: string, length: number): string {
  let text = '';
  for (const byte of randomBytes(length)) text += alphabet[byte & (alphabet.length - 1)];
  return text;
}

function hexadecimal(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

const digitsBelow = 900_000_000_000n;
const smallestAccountId = 100_000_000_000n;

/** Ids from a cryptographic source, which tests replace by a fixed one. */
export function createIdSource(randomBytes: RandomBytes): IdSource {
  return {
    id(kind) {
      const prefix = idPrefixes[kind];
      const isKey = kind === 'access-key' || kind === 'temporary-key';
      const length = (isKey ? accessKeyIdLength : uniqueIdLength) - prefix.length;
      return prefix + randomText(randomBytes, base32Alphabet, length);
    },
    secretAccessKey: () => randomText(randomBytes, secretAlphabet, secretLength),
    // 128 bits down to 40: the bias is beyond measure.
    accountId: () =>
      String(smallestAccountId + (BigInt(`0x${hexadecimal(randomBytes(16))}`) % digitsBelow)),
    canonicalId: () => hexadecimal(randomBytes(32)),
    jobId: () =>
      hexadecimal(randomBytes(16)).replace(
        /^(.{8})(.{4}).(.{3})(.)(.{3})(.{12})$/,
        (_all, a, b, c, variant, d, e) =>
          `${a}-${b}-4${c}-${((Number.parseInt(variant, 16) & 3) | 8).toString(16)}${d}-${e}`,
      ),
  };
}
