import type { RandomBytes } from '../store/surroundings.ts';

/** What AWS puts before the random part; see "IAM identifiers". */
export const idPrefixes = {
  user: 'AIDA',
  group: 'AGPA',
  role: 'AROA',
  policy: 'ANPA',
  'instance-profile': 'AIPA',
  'access-key': 'AKIA',
} as const;

/** Of credentials that end by themselves. */
const temporaryKeyPrefix = 'ASIA';

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
  /** ASIA... with the account in it, as AWS's have it; see `accountOfTemporaryKey`. */
  temporaryKeyId(accountId: string): string;
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

const lowBits = (1n << 39n) - 1n;
const accountBits = (1n << 40n) - 1n;

function base32(bits: bigint, length: number): string {
  let text = '';
  for (let rest = bits; text.length < length; rest >>= 5n) {
    text = `${base32Alphabet[Number(rest & 31n)]}${text}`;
  }
  return text;
}

/** The account that a temporary key id names; undefined for what is none. */
export function accountOfTemporaryKey(accessKeyId: string): string | undefined {
  if (!/^ASIA[A-Z2-7]{16}$/.test(accessKeyId)) return undefined;
  let bits = 0n;
  for (const letter of accessKeyId.slice(4)) {
    bits = (bits << 5n) | BigInt(base32Alphabet.indexOf(letter));
  }
  return String((bits >> 39n) & accountBits).padStart(12, '0');
}

const digitsBelow = 900_000_000_000n;
const smallestAccountId = 100_000_000_000n;

/** Ids from a cryptographic source, which tests replace by a fixed one. */
export function createIdSource(randomBytes: RandomBytes): IdSource {
  return {
    id(kind) {
      const prefix = idPrefixes[kind];
      const idLength = kind === 'access-key' ? accessKeyIdLength : uniqueIdLength;
      const length = idLength - prefix.length;
      return prefix + randomText(randomBytes, base32Alphabet, length);
    },
    temporaryKeyId(accountId) {
      const random = BigInt(`0x${hexadecimal(randomBytes(5))}`);
      // Of 80 bits the first and the last 39 are random, and the account stands between them.
      const bits = ((random >> 39n) << 79n) | (BigInt(accountId) << 39n) | (random & lowBits);
      return temporaryKeyPrefix + base32(bits, accessKeyIdLength - temporaryKeyPrefix.length);
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
