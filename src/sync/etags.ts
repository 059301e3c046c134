import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

const mebibyte = 1_048_576;
/** S3's own: parts of an upload, and the bytes of one copy. */
const maxParts = 10_000;
export const maxCopyBytes = 5 * 1024 * mebibyte;

/** Above this size a file is sent in parts. */
export const singlePutBytes = 16 * mebibyte;
const defaultPartBytes = 8 * mebibyte;

/** The size of the parts that a file is sent in: always the same for the same file. */
export function partBytesOf(sizeBytes: number): number {
  const least = Math.ceil(sizeBytes / maxParts / mebibyte) * mebibyte;
  return Math.max(defaultPartBytes, least);
}

/** Part sizes of well-known clients, in MiB. */
const knownParts = [5, 8, 10, 15, 16, 20, 25, 32, 50, 64, 100, 128, 200, 256, 500, 512, 1024];

/** The part sizes that an upload of so many bytes in so many parts may have had. */
export function partSizesOf(sizeBytes: number, partCount: number): number[] {
  const even = Math.ceil(sizeBytes / partCount);
  const candidates = new Set([
    partBytesOf(sizeBytes),
    ...knownParts.map((size) => size * mebibyte),
    Math.ceil(even / mebibyte) * mebibyte,
    even,
  ]);
  return [...candidates].filter((size) => Math.ceil(sizeBytes / size) === partCount);
}

/** The number of parts that an ETag tells, undefined for one of a single PUT. */
export function partCountOf(etag: string): number | undefined {
  const count = /^[0-9a-f]{32}-(\d{1,5})$/.exec(etag)?.[1];
  return count === undefined ? undefined : Number(count);
}

/** The ETags that a file has when it is uploaded in parts of these sizes; read once for all. */
export async function compositeEtags(path: string, sizes: readonly number[]): Promise<string[]> {
  const uploads = sizes.map((partBytes) => new PartHash(partBytes));
  for await (const chunk of createReadStream(path, { highWaterMark: mebibyte })) {
    const bytes: Uint8Array = chunk;
    for (const upload of uploads) upload.update(bytes);
  }
  return uploads.map((upload) => upload.etag());
}

class PartHash {
  readonly #partBytes: number;
  readonly #whole = createHash('md5');
  #part = createHash('md5');
  #filled = 0;
  #count = 0;

  constructor(partBytes: number) {
    this.#partBytes = partBytes;
  }

  update(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0) {
      const taken = rest.subarray(0, this.#partBytes - this.#filled);
      this.#part.update(taken);
      this.#filled += taken.length;
      if (this.#filled === this.#partBytes) this.#endPart();
      rest = rest.subarray(taken.length);
    }
  }

  #endPart(): void {
    this.#whole.update(this.#part.digest());
    this.#part = createHash('md5');
    this.#filled = 0;
    this.#count += 1;
  }

  etag(): string {
    if (this.#filled > 0) this.#endPart();
    return `${this.#whole.digest('hex')}-${this.#count}`;
  }
}
