import { type CompileValue, matchesNothing } from './value-test.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Reads padded base64 and writes its bytes as hexadecimal text, so that equal bytes give equal
 * texts. Undefined for anything that is no base64.
 */
export function base64Bytes(text: string): string | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const length = text.length - padding;
  let bytes = '';
  let bits = 0;
  let held = 0;
  for (let i = 0; i < length; i++) {
    const value = ALPHABET.indexOf(text[i] ?? '=');
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += ((held >> bits) & 0xff).toString(16).padStart(2, '0');
    }
  }
  return bytes;
}

/** BinaryEquals: compares the bytes that two base64 texts stand for. */
export const binaryEquals: CompileValue = (policyValue) => {
  const expected = base64Bytes(policyValue);
  if (expected === undefined) return matchesNothing;
  return (value) => base64Bytes(value) === expected;
};
