import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import type { RandomBytes } from '../store/surroundings.ts';

const cipherName = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals bytes with AES-256-GCM: nonce, cipher text, tag, in base64.
 * @param about what the bytes belong to; they can only be opened with the same text
 */
export function sealBytes(
  key: Uint8Array | KeyObject,
  plain: Uint8Array,
  about: string,
  randomBytes: RandomBytes,
): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(about));
  const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final()]);
  return Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64');
}

/** @throws Error when the bytes, the key or what they are about is not what was sealed */
export function openBytes(key: Uint8Array | KeyObject, sealed: string, about: string): Uint8Array {
  const bytes = Buffer.from(sealed, 'base64');
  const nonce = bytes.subarray(0, nonceBytes);
  const decipher = createDecipheriv(cipherName, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-tagBytes));
  const plain = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
  return Buffer.concat([plain, decipher.final()]);
}
