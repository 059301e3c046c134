import type { ByteRange } from '../../store/blobs/blobs.ts';
import type { Objects, ObjectVersion } from '../../store/objects.ts';
import type { Stores } from '../../store/open.ts';
import { ObjectStream, type Piece } from './object-stream.ts';

/**
 * Opens an object, or a range of it, with its first bytes read.
 * @param objectKey the key of an encrypted object
 * @throws BlobMissing when it was replaced since `version` was read
 * @throws ServiceError InternalError for corrupt bytes
 */
export async function openObject(
  stores: Pick<Stores, 'blobs' | 'objects'>,
  version: ObjectVersion,
  range: ByteRange | undefined,
  objectKey: Uint8Array | undefined,
): Promise<ObjectStream> {
  const whole = { start: 0, end: version.sizeBytes };
  const wanted = range ?? whole;
  const lengthBytes = wanted.end - wanted.start;
  const pieces = lengthBytes === 0 ? [] : await piecesOf(stores.objects, version, range);
  const stream = new ObjectStream(stores.blobs, pieces, lengthBytes, objectKey);
  try {
    await stream.prime();
    return stream;
  } catch (error) {
    stream.close();
    throw error;
  }
}

async function piecesOf(
  objects: Objects,
  { body, sizeBytes: wholeBytes }: ObjectVersion,
  range: ByteRange | undefined,
): Promise<readonly Piece[]> {
  if (body.kind === 'blob') return [{ blob: body.blob, sizeBytes: wholeBytes, range }];
  const parts = await objects.parts(body.partSet, range);
  return parts.map(({ blob, startBytes, sizeBytes }) => {
    if (range === undefined) return { blob, sizeBytes, range: undefined };
    const start = Math.max(0, range.start - startBytes);
    const end = Math.min(sizeBytes, range.end - startBytes);
    return { blob, sizeBytes, range: { start, end } };
  });
}
