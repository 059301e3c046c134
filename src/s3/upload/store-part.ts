import type { BodyDigest } from '../../operation/body.ts';
import type { OpenBody } from '../../operation/document.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { Blobs } from '../../store/blobs/blobs.ts';
import type { Upload } from '../../store/uploads.ts';
import {
  type Sealing,
  type StoredBody,
  storeBody,
  type WantedChecksums,
} from '../object/store-body.ts';
import { checksumOf } from './checksum-choice.ts';

export interface StoredPart extends StoredBody {
  /** Base64, of the upload's algorithm. */
  readonly checksum: string;
}

/**
 * Takes the body of a part into the blob store, with the checksum that its upload needs.
 * @throws ServiceError of the body, and InvalidRequest for a checksum of another algorithm than the
 *   one that the upload was created with
 */
export async function storePart(
  blobs: Blobs,
  open: OpenBody,
  upload: Upload,
  sealing: Sealing | undefined,
): Promise<StoredPart> {
  const { algorithm } = checksumOf(upload);
  // A client that chose none may still send a checksum of its liking with a part: then both are
  // computed, because the object's own is made of the parts'.
  const wanted: WantedChecksums =
    upload.checksumAlgorithm === undefined
      ? { alsoChecksum: algorithm }
      : { wantChecksum: algorithm };
  const stored = await storeBody(blobs, open, wanted, sealing);
  const checksum = stored.digest.alsoChecksum ?? ownChecksum(stored.digest, algorithm);
  if (checksum !== undefined) return { ...stored, checksum };
  await blobs.discard(stored.blob);
  throw new ServiceError('InvalidRequest', {
    message: `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${stored.digest.checksum?.algorithm.toLowerCase() ?? 'null'}`,
  });
}

function ownChecksum({ checksum }: BodyDigest, algorithm: string): string | undefined {
  return checksum?.algorithm === algorithm ? checksum.value : undefined;
}
