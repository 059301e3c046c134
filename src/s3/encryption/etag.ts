import type { Encryption } from '../../store/objects.ts';
import type { RandomBytes } from '../../store/surroundings.ts';

const etagBytes = 16;

/**
 * The ETag of what was stored: the MD5 of its bytes, except under a customer's key, where it says
 * nothing about them ("Object": ETag, of the S3 API reference).
 */
export function etagOf(
  md5Hex: string,
  encryption: Encryption | undefined,
  randomBytes: RandomBytes,
): string {
  if (encryption?.kind !== 'customer') return md5Hex;
  return Buffer.from(randomBytes(etagBytes)).toString('hex');
}

/** How bytes are sealed under an object's key; undefined where it has none. */
export function sealingWith(key: Uint8Array | undefined, randomBytes: RandomBytes) {
  return key === undefined ? undefined : { key, randomBytes };
}
