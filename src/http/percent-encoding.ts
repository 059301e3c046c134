import { ServiceError } from '../operation/errors.ts';

/** Keeps a byte order mark: at the beginning of a key it is a character of the key. */
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decode `%XX` strictly and nothing else: `+` stays a plus, every percent sign must begin a pair of
 * hexadecimal digits, and the bytes must be UTF-8. A `%00` becomes the character U+0000, which is
 * data like any other.
 * @throws ServiceError InvalidURI (400)
 */
export function percentDecode(raw: string): string {
  if (!needsDecoding(raw)) return raw;
  try {
    return strictDecoder.decode(percentDecodeBytes(raw));
  } catch {
    throw new ServiceError('InvalidURI', { fields: { URI: raw } });
  }
}

/** The bytes that a percent-encoded text of Latin-1 characters stands for. Throws InvalidURI. */
export function percentDecodeBytes(raw: string): Buffer {
  const bytes = Buffer.allocUnsafe(raw.length);
  let length = 0;
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (code !== 0x25) {
      bytes[length++] = code;
      continue;
    }
    const high = hexDigit(raw.charCodeAt(i + 1));
    const low = hexDigit(raw.charCodeAt(i + 2));
    if (high < 0 || low < 0) throw new ServiceError('InvalidURI', { fields: { URI: raw } });
    bytes[length++] = high * 16 + low;
    i += 2;
  }
  return bytes.subarray(0, length);
}

function needsDecoding(raw: string): boolean {
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (code === 0x25 || code > 0x7e) return true;
  }
  return false;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x41 && code <= 0x46) return code - 0x37;
  if (code >= 0x61 && code <= 0x66) return code - 0x57;
  return -1;
}

/** What SigV4 leaves as it is: letters, digits and `-._~` (RFC 3986's unreserved characters). */
const isUnreserved = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~') {
  isUnreserved[character.charCodeAt(0)] = 1;
}

const encodedByte = Array.from({ length: 256 }, (_, byte) =>
  isUnreserved[byte] === 1
    ? String.fromCharCode(byte)
    : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
);

/** SigV4's UriEncode: every byte but the unreserved ones as `%XX`, in upper case. */
export function percentEncodeBytes(bytes: Uint8Array, keepSlashes: boolean): string {
  let encoded = '';
  for (const byte of bytes) {
    encoded += keepSlashes && byte === 0x2f ? '/' : (encodedByte[byte] ?? '');
  }
  return encoded;
}

const plainPath = /^[A-Za-z0-9\-._~/]*$/;
const plainValue = /^[A-Za-z0-9\-._~]*$/;

/** Decode once and encode SigV4's way; a text that has nothing to encode comes back as it is. */
export function percentReencode(raw: string, keepSlashes: boolean): string {
  if ((keepSlashes ? plainPath : plainValue).test(raw)) return raw;
  return percentEncodeBytes(percentDecodeBytes(raw), keepSlashes);
}
