import { createHash, hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c } from '@node-rs/crc32';
import type { ChecksumAlgorithm } from './algorithms.ts';
import { crc64Nvme } from './crc64-nvme.ts';
import { XxHashDigest } from './xxhash.ts';

/** A digest over bytes that come in pieces. */
export interface Digest {
  update(bytes: Uint8Array): void;
  /** The value, big-endian. Call it once, at the end. */
  digest(): Buffer;
}

class Crc32Digest implements Digest {
  readonly #step: (bytes: Uint8Array, crc: number) => number;
  #crc = 0;

  constructor(step: (bytes: Uint8Array, crc: number) => number) {
    this.#step = step;
  }

  update(bytes: Uint8Array): void {
    this.#crc = this.#step(bytes, this.#crc);
  }

  digest(): Buffer {
    const value = Buffer.alloc(4);
    value.writeUInt32BE(this.#crc >>> 0);
    return value;
  }
}

class Crc64Digest implements Digest {
  #crc = 0n;

  update(bytes: Uint8Array): void {
    this.#crc = crc64Nvme(bytes, this.#crc);
  }

  digest(): Buffer {
    const value = Buffer.alloc(8);
    value.writeBigUInt64BE(this.#crc);
    return value;
  }
}

/**
 * One of Node's hashes. Most bodies come in one piece, and the one-shot hash takes half the time
 * of an object that hashes piece by piece; so that one is made when a second piece comes.
 */
class NodeDigest implements Digest {
  readonly #name: string;
  #first: Uint8Array | undefined;
  #hash: ReturnType<typeof createHash> | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  update(bytes: Uint8Array): void {
    if (this.#hash === undefined && this.#first === undefined) {
      this.#first = bytes;
      return;
    }
    this.#hash ??= createHash(this.#name).update(this.#first ?? bytes);
    this.#hash.update(bytes);
  }

  digest(): Buffer {
    return this.#hash?.digest() ?? hash(this.#name, this.#first ?? Buffer.alloc(0), 'buffer');
  }
}

/** Begin a digest. The bytes of the first update must not change before the next one. */
export function createDigest(algorithm: ChecksumAlgorithm): Digest {
  switch (algorithm) {
    case 'CRC32':
      return new Crc32Digest(crc32);
    case 'CRC32C':
      return new Crc32Digest(crc32c);
    case 'CRC64NVME':
      return new Crc64Digest();
    case 'SHA1':
    case 'SHA256':
    case 'SHA512':
    case 'MD5':
      return new NodeDigest(algorithm.toLowerCase());
    case 'XXHASH64':
    case 'XXHASH3':
    case 'XXHASH128':
      return new XxHashDigest(algorithm);
  }
}
