import { createCipheriv, createDecipheriv } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { RandomBytes } from '../store/surroundings.ts';
import type { DerivedKey, MasterKeys } from './master-key.ts';

const cipherName = 'aes-256-gcm';
const formatVersion = 1;
const keyIdBytes = 4;
const headBytes = 1 + keyIdBytes;
const nonceBytes = 12;
const tagBytes = 16;

/** Bounds what a text can unpack to. Only what was sealed here is unpacked. */
const unpackedLimitBytes = 262_144;

/** Texts that clients carry and cannot read: packed, sealed with AES-256-GCM, in base64. */
export interface TextSealer {
  /** @param minimumLength characters that the sealed text has at least */
  seal(text: string, minimumLength?: number): string;
  /** @returns undefined for anything that was not sealed here for the same purpose */
  open(sealed: string): string | undefined;
}

function head(keyId: string): Buffer {
  return Buffer.concat([Buffer.from([formatVersion]), Buffer.from(keyId, 'hex')]);
}

function seal(
  key: DerivedKey,
  plain: string,
  minimumLength: number,
  randomBytes: RandomBytes,
): string {
  const nonce = randomBytes(nonceBytes);
  const start = head(key.keyId);
  const packed = deflateRawSync(plain);
  // Unpacking stops at the end of what was packed, so that zeros behind it mean nothing.
  const wanted = Math.ceil((minimumLength * 3) / 4) - headBytes - nonceBytes - tagBytes;
  const padding = Buffer.alloc(Math.max(0, wanted - packed.length));
  const cipher = createCipheriv(cipherName, key.key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(start);
  const text = Buffer.concat([cipher.update(packed), cipher.update(padding), cipher.final()]);
  return Buffer.concat([start, nonce, text, cipher.getAuthTag()]).toString('base64');
}

function unseal(key: DerivedKey, sealed: Buffer): string {
  const nonce = sealed.subarray(headBytes, headBytes + nonceBytes);
  const decipher = createDecipheriv(cipherName, key.key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(sealed.subarray(0, headBytes));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const text = sealed.subarray(headBytes + nonceBytes, -tagBytes);
  const packed = Buffer.concat([decipher.update(text), decipher.final()]);
  return inflateRawSync(packed, { maxOutputLength: unpackedLimitBytes }).toString('utf8');
}

/**
 * Seals with a key for one purpose that is derived from the current master key, and opens with
 * those of earlier ones too.
 * @param limit characters of the longest sealed text that is looked at
 */
export function createTextSealer(
  masterKeys: MasterKeys,
  options: { readonly purpose: string; readonly limit: number; readonly randomBytes: RandomBytes },
): TextSealer {
  const { purpose, limit, randomBytes } = options;
  const keys = masterKeys.derive(purpose);
  const byId = new Map(keys.map((key) => [key.keyId, key]));
  return {
    seal: (text, minimumLength = 0) => seal(keys[0], text, minimumLength, randomBytes),
    open(text) {
      if (text.length > limit) return undefined;
      const sealed = Buffer.from(text, 'base64');
      if (sealed.length <= headBytes + nonceBytes + tagBytes) return undefined;
      // Decoding base64 forgives a lot; a sealed text has one form only.
      if (sealed[0] !== formatVersion || sealed.toString('base64') !== text) return undefined;
      const key = byId.get(sealed.subarray(1, headBytes).toString('hex'));
      if (key === undefined) return undefined;
      try {
        return unseal(key, sealed);
      } catch {
        return undefined;
      }
    },
  };
}
