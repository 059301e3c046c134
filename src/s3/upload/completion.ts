import { createHash } from 'node:crypto';
import { combineCrcs, isCrc } from '../../http/checksums/combine.ts';
import { compositeChecksum } from '../../http/checksums/composite.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { Checksum } from '../../store/objects.ts';
import type { Stores } from '../../store/open.ts';
import type { Upload, UploadedPart } from '../../store/uploads.ts';
import { bareEtag } from '../conditional.ts';
import type { ChecksumMembers } from '../object/checksum-fields.ts';
import { checksumOf } from './checksum-choice.ts';

/** Every part but the last has at least 5 MiB ("Multipart upload limits"). */
const minPartBytes = 5 * 1024 * 1024;

/** A part as the client lists it. */
export interface ListedPart extends ChecksumMembers {
  readonly PartNumber: number;
  readonly ETag: string;
}

/** All parts of an upload, by number. */
export async function allParts(
  stores: Pick<Stores, 'uploads'>,
  upload: Upload,
): Promise<ReadonlyMap<number, UploadedPart>> {
  const pageSize = 1000;
  const parts = new Map<number, UploadedPart>();
  for (let after = 0, truncated = true; truncated; ) {
    const page = await stores.uploads.parts(upload, after, pageSize);
    for (const part of page.parts) {
      parts.set(part.number, part);
      after = part.number;
    }
    truncated = page.truncated;
  }
  return parts;
}

/**
 * The uploaded parts that a client's list chooses.
 * @throws ServiceError InvalidPartOrder, InvalidPart, EntityTooSmall, InvalidRequest
 */
export function chosenParts(
  upload: Upload,
  listed: readonly ListedPart[],
  uploaded: ReadonlyMap<number, UploadedPart>,
): readonly UploadedPart[] {
  let previous = 0;
  for (const { PartNumber } of listed) {
    if (PartNumber < previous) throw new ServiceError('InvalidPartOrder');
    previous = PartNumber;
  }
  // A part that is listed twice counts as it stands last.
  const last = listed.filter(({ PartNumber }, i) => listed[i + 1]?.PartNumber !== PartNumber);
  const chosen = last.map((entry) => chosenPart(upload, entry, uploaded.get(entry.PartNumber)));
  for (const { number, sizeBytes, etag } of chosen.slice(0, -1)) {
    if (sizeBytes >= minPartBytes) continue;
    throw new ServiceError('EntityTooSmall', {
      message: 'Your proposed upload is smaller than the minimum allowed size',
      fields: {
        ProposedSize: String(sizeBytes),
        MinSizeAllowed: String(minPartBytes),
        PartNumber: String(number),
        ETag: etag,
      },
    });
  }
  return chosen;
}

function chosenPart(
  upload: Upload,
  listed: ListedPart,
  part: UploadedPart | undefined,
): UploadedPart {
  const { PartNumber: number } = listed;
  if (part === undefined || bareEtag(listed.ETag) !== part.etag) {
    throw new ServiceError('InvalidPart', {
      fields: { UploadId: upload.uploadId, PartNumber: String(number), ETag: listed.ETag },
    });
  }
  if (upload.checksumAlgorithm === undefined) return part;
  const claimed = listed[`Checksum${upload.checksumAlgorithm}`];
  if (claimed !== undefined && claimed !== part.checksum) {
    throw new ServiceError('InvalidPart', {
      fields: { UploadId: upload.uploadId, PartNumber: String(number), ETag: listed.ETag },
    });
  }
  return part;
}

/** The ETag of an object made of parts: the MD5 of their MD5s, and their number. */
export function etagOfParts(parts: readonly UploadedPart[]): string {
  const hash = createHash('md5');
  for (const { etag } of parts) hash.update(Buffer.from(etag, 'hex'));
  return `${hash.digest('hex')}-${parts.length}`;
}

/** The checksum of the object, from those of its parts. */
export function checksumOfParts(
  upload: Upload,
  parts: readonly UploadedPart[],
): Checksum | undefined {
  const { algorithm, type } = checksumOf(upload);
  const values: { checksum: Buffer; sizeBytes: number }[] = [];
  for (const { checksum, sizeBytes } of parts) {
    if (checksum === undefined) return undefined;
    values.push({ checksum: Buffer.from(checksum, 'base64'), sizeBytes });
  }
  if (type === 'COMPOSITE') {
    const value = compositeChecksum(
      algorithm,
      values.map(({ checksum }) => checksum),
    );
    return { algorithm, type, value };
  }
  if (!isCrc(algorithm)) return undefined;
  return { algorithm, type, value: combineCrcs(algorithm, values).toString('base64') };
}
