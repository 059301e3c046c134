import type { StoredKey } from '../store/keys.ts';
import type { RandomBytes } from '../store/surroundings.ts';
import type { DerivedKey } from './master-key.ts';
import { openBytes, sealBytes } from './sealed-bytes.ts';

export const keyBytes = 32;

/** The bytes of keys, sealed under a master key; they are open only as long as they are used. */
export interface KeyMaterial {
  /** Another material of a key, sealed. */
  create(keyId: string): string;
  /** Plain bytes as only the key's present material opens them. */
  wrap(key: StoredKey, plain: Uint8Array, about: string): string;
  /** @throws Error when another key wrapped it, or it is about something else */
  unwrap(key: StoredKey, wrapped: string, about: string): Uint8Array;
}

/** @param masters the present master key first; earlier ones still open what they sealed */
export function createKeyMaterial(
  masters: readonly [DerivedKey, ...DerivedKey[]],
  randomBytes: RandomBytes,
): KeyMaterial {
  function open({ keyId, sealedMaterials }: StoredKey, number: number): Uint8Array {
    const [masterId, material = ''] = sealedMaterials[number]?.split(':') ?? [];
    const master = masters.find((one) => one.keyId === masterId);
    if (master === undefined) throw new Error(`The master key ${masterId} is not there any more.`);
    return openBytes(master.key, material, keyId);
  }

  return {
    create(keyId) {
      const [master] = masters;
      const sealed = sealBytes(master.key, randomBytes(keyBytes), keyId, randomBytes);
      return `${master.keyId}:${sealed}`;
    },
    // What a later material than the first wrapped has its number before it.
    wrap(key, plain, about) {
      const number = key.sealedMaterials.length - 1;
      const sealed = sealBytes(open(key, number), plain, about, randomBytes);
      return number === 0 ? sealed : `${number}:${sealed}`;
    },
    unwrap(key, wrapped, about) {
      const [first = '', second] = wrapped.split(':');
      if (second === undefined) return openBytes(open(key, 0), first, about);
      return openBytes(open(key, Number(first)), second, about);
    },
  };
}
