import {
  BlobCorrupt,
  type BlobRef,
  type ByteRange,
  type SmallBlob,
} from '../../store/blobs/blobs.ts';
import { giveBack } from '../../store/blobs/give-back.ts';
import type { ObjectBody, ObjectVersion } from '../../store/objects.ts';
import type { Stores } from '../../store/open.ts';
import { blockBytes, openSmall } from '../encryption/blocks.ts';

type SmallVersion = ObjectVersion & { readonly body: ObjectBody & { readonly kind: 'blob' } };

/** Whether an object is read in one piece, and not as a stream: it is one block if it is encrypted. */
export function isSmall(version: ObjectVersion): version is SmallVersion {
  return version.body.kind === 'blob' && version.sizeBytes <= blockBytes;
}

/**
 * The bytes of a small object, or a range of them. Those of objects that the server encrypts with
 * keys of its own are kept as plain bytes, in the memory that holds the master key too; those
 * under a customer's key or a key of KMS are opened for each request: the key is needed each time.
 * @param objectKey the key of an encrypted object
 * @throws BlobMissing when it was replaced since `version` was read
 * @throws BlobCorrupt
 */
export async function smallObject(
  { blobs }: Pick<Stores, 'blobs'>,
  { body: { blob }, encryption, sizeBytes }: SmallVersion,
  range: ByteRange | undefined,
  objectKey: Uint8Array | undefined,
): Promise<SmallBlob> {
  if (sizeBytes === 0) return noBytes;
  const open = objectKey && ((stored: Uint8Array) => opened(blob, stored, objectKey, sizeBytes));
  const isOurs = encryption?.kind === 'AES256';
  const found = blobs.readSmall(blob, isOurs ? open : undefined);
  const read = found instanceof Promise ? await found : found;
  const chunk = isOurs || open === undefined ? read : openedForOne(read, open);
  if (range === undefined) return chunk;
  return { bytes: chunk.bytes.subarray(range.start, range.end), release: chunk.release };
}

const noBytes: SmallBlob = { bytes: new Uint8Array(), release: undefined };

/** Nobody else gets these plain bytes, and the sealed ones have served. */
function openedForOne(sealed: SmallBlob, open: (stored: Uint8Array) => Buffer): SmallBlob {
  const bytes = open(sealed.bytes);
  sealed.release?.();
  return { bytes, release: () => giveBack(bytes) };
}

function opened(blob: BlobRef, stored: Uint8Array, key: Uint8Array, sizeBytes: number): Buffer {
  let plain: Buffer | undefined;
  try {
    plain = openSmall(key, stored);
  } catch {
    // What follows says it.
  }
  if (plain?.length === sizeBytes) return plain;
  throw new BlobCorrupt(blob.id, 'block 0 cannot be decrypted');
}
