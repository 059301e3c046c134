import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { DerivedKey } from '../../identity/master-key.ts';
import { RecentMap } from '../../identity/recent-map.ts';
import type { RandomBytes } from '../../store/surroundings.ts';

const cipherName = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const purpose = Buffer.from('object data key');

/** Opened keys that are kept in memory, where the master key is too: opening one takes 20 us. */
const openedKeysLimit = 10_000;

/** A key of one object, as it is used and as it is kept. */
export interface DataKey {
  readonly plain: Uint8Array;
  /** Base64. */
  readonly wrapped: string;
  /** The master key that wrapped it. */
  readonly keyId: string;
}

/** Makes the keys with which objects are encrypted (SSE-S3), and opens the kept ones. */
export interface DataKeys {
  create(): DataKey;
  /** @throws Error when the master key is not there any more, or the wrapped key was changed */
  open(wrapped: string, keyId: string): Uint8Array;
}

/**
 * @param masterKeys those derived for this purpose, the current one first; earlier ones still open
 *   what they wrapped
 */
export function createDataKeys(
  masterKeys: readonly [DerivedKey, ...DerivedKey[]],
  randomBytes: RandomBytes,
): DataKeys {
  const [current] = masterKeys;
  const opened = new RecentMap<string, Uint8Array>(openedKeysLimit);
  return {
    create() {
      const plain = randomBytes(keyBytes);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(cipherName, current.key, nonce).setAAD(purpose);
      const sealed = Buffer.concat([nonce, cipher.update(plain), cipher.final()]);
      const wrapped = Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64');
      return { plain, wrapped, keyId: current.keyId };
    },

    open(wrapped, keyId) {
      const name = `${keyId} ${wrapped}`;
      const known = opened.get(name);
      if (known !== undefined) return known;
      const master = masterKeys.find((key) => key.keyId === keyId);
      if (master === undefined) throw new Error(`The master key ${keyId} is not there any more.`);
      const sealed = Buffer.from(wrapped, 'base64');
      const nonce = sealed.subarray(0, nonceBytes);
      const decipher = createDecipheriv(cipherName, master.key, nonce, { authTagLength: tagBytes })
        .setAAD(purpose)
        .setAuthTag(sealed.subarray(-tagBytes));
      const plain = decipher.update(sealed.subarray(nonceBytes, -tagBytes));
      decipher.final();
      opened.set(name, plain);
      return plain;
    },
  };
}
