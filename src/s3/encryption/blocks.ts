import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
} from 'node:crypto';
import type { RandomBytes } from '../../store/surroundings.ts';

/**
 * How encrypted bytes are laid out in a blob: a salt, then blocks of 64 KiB, each sealed with
 * AES-256-GCM and followed by its tag. The key of a blob comes from the object's key and the salt,
 * so that blobs of one object (its parts, sent again perhaps) never share a key. The nonce is the
 * number of the block and whether it is the last: blocks cannot be moved, dropped or cut off.
 */

export const cipherName = 'aes-256-gcm';
export const saltBytes = 16;
export const tagBytes = 16;
const nonceBytes = 12;
export const blockBytes = 64 * 1024;
export const sealedBlockBytes = blockBytes + tagBytes;
const keyPurpose = 'strongroom object blocks';

/**
 * The key of a blob: HKDF's expansion (RFC 5869) of an object's key, which is random already. Key
 * objects: Node 24 takes 15 us to make one of bytes, for each block.
 */
export function blobKey(objectKey: Uint8Array, salt: Uint8Array): KeyObject {
  const hmac = createHmac('sha256', createSecretKey(objectKey)).update(keyPurpose).update(salt);
  return createSecretKey(hmac.update('\u0001').digest());
}

/** The nonce of a block: its number, and whether it is the last. */
export function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(nonceBytes);
  nonce.writeUInt32BE(index, nonceBytes - 5);
  nonce[nonceBytes - 1] = isLast ? 1 : 0;
  return nonce;
}

/** Seals one block, whose bytes come in pieces. */
function sealBlock(
  key: KeyObject,
  index: number,
  isLast: boolean,
  pieces: readonly Uint8Array[],
): Uint8Array[] {
  const cipher = createCipheriv(cipherName, key, nonceOf(index, isLast));
  const sealed: Uint8Array[] = pieces.map((piece) => cipher.update(piece));
  cipher.final();
  sealed.push(cipher.getAuthTag());
  return sealed;
}

/** Opens one block with its tag. @throws Error when it is not the one that was sealed */
export function openBlock(
  key: KeyObject,
  index: number,
  isLast: boolean,
  sealed: Uint8Array,
): Buffer {
  const end = sealed.length - tagBytes;
  const decipher = createDecipheriv(cipherName, key, nonceOf(index, isLast), {
    authTagLength: tagBytes,
  });
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  decipher.final();
  return plain;
}

/** Opens a whole blob of one block. @throws Error when it is not the one that was sealed */
export function openSmall(objectKey: Uint8Array, stored: Uint8Array): Buffer {
  const key = blobKey(objectKey, stored.subarray(0, saltBytes));
  return openBlock(key, 0, true, stored.subarray(saltBytes));
}

/** How many blocks hold that many bytes. */
export function blockCount(plainBytes: number): number {
  return Math.ceil(plainBytes / blockBytes);
}

/** What that many bytes take when they are encrypted; nothing stays nothing. */
export function encryptedSize(plainBytes: number): number {
  return plainBytes === 0 ? 0 : saltBytes + plainBytes + blockCount(plainBytes) * tagBytes;
}

/**
 * Encrypts a stream of bytes that come in pieces of any size. The bytes of a block are not copied:
 * they must stay as they are until the block is full.
 */
export class BlockEncryptor {
  readonly #key: KeyObject;
  readonly #salt: Uint8Array;
  #block: Uint8Array[] = [];
  #filled = 0;
  #index = 0;
  #begun = false;

  constructor(objectKey: Uint8Array, randomBytes: RandomBytes) {
    this.#salt = randomBytes(saltBytes);
    this.#key = blobKey(objectKey, this.#salt);
  }

  /** @returns what is ready to be stored, in order, perhaps nothing; all of it is the caller's */
  update(bytes: Uint8Array): readonly Uint8Array[] {
    const out: Uint8Array[] = [];
    if (bytes.length > 0 && !this.#begun) {
      this.#begun = true;
      out.push(this.#salt);
    }
    for (let offset = 0; offset < bytes.length; ) {
      // A full block waits until there are more bytes, because only then it is not the last.
      if (this.#filled === blockBytes) {
        for (const sealed of this.#seal(false)) out.push(sealed);
      }
      const piece = bytes.subarray(offset, offset + blockBytes - this.#filled);
      this.#block.push(piece);
      this.#filled += piece.length;
      offset += piece.length;
    }
    return out;
  }

  /** The last block; nothing for a stream of no bytes. */
  final(): readonly Uint8Array[] {
    return this.#begun ? this.#seal(true) : [];
  }

  #seal(isLast: boolean): Uint8Array[] {
    const sealed = sealBlock(this.#key, this.#index, isLast, this.#block);
    this.#index += 1;
    this.#block = [];
    this.#filled = 0;
    return sealed;
  }
}
