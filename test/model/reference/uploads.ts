import { createHash } from 'node:crypto';
import type { Content } from './objects.ts';
import { Refused } from './refused.ts';

/** "Amazon S3 multipart upload limits". */
const minPartBytes = 5 * 1024 * 1024;

export interface Part {
  readonly body: string;
  readonly etag: string;
}

export interface Upload {
  readonly id: string;
  readonly key: string;
  readonly parts: Map<number, Part>;
  state: 'open' | 'aborted' | 'completed';
  completedEtag: string | undefined;
}

export interface ListedPart {
  readonly number: number;
  readonly etag: string;
}

/** @throws Refused NoSuchUpload */
export function openUpload(upload: Upload | undefined): Upload {
  if (upload?.state !== 'open') throw new Refused(404, 'NoSuchUpload');
  return upload;
}

/**
 * What the parts that a client lists make.
 * @throws Refused InvalidPartOrder, InvalidPart, EntityTooSmall
 */
export function joined(
  upload: Upload,
  listed: readonly ListedPart[],
): Pick<Content, 'body' | 'etag'> {
  let previous = 0;
  for (const { number } of listed) {
    if (number < previous) throw new Refused(400, 'InvalidPartOrder');
    previous = number;
  }
  const chosen = listed.map(({ number, etag }) => {
    const part = upload.parts.get(number);
    if (part === undefined || part.etag !== etag) throw new Refused(400, 'InvalidPart');
    return part;
  });
  for (const { body } of chosen.slice(0, -1)) {
    if (Buffer.byteLength(body) < minPartBytes) throw new Refused(400, 'EntityTooSmall');
  }
  const hash = createHash('md5');
  for (const { etag } of chosen) hash.update(Buffer.from(etag, 'hex'));
  return {
    body: chosen.map(({ body }) => body).join(''),
    etag: `${hash.digest('hex')}-${chosen.length}`,
  };
}
