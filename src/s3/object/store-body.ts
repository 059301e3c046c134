import type { BodyDigest, BodyOptions, BodyStream } from '../../operation/body.ts';
import type { OpenBody } from '../../operation/document.ts';
import type { BlobRef, Blobs, BlobWriter } from '../../store/blobs/blobs.ts';
import { giveBack } from '../../store/blobs/give-back.ts';
import type { RandomBytes } from '../../store/surroundings.ts';
import { BlockEncryptor, encryptedSize } from '../encryption/blocks.ts';

/** The largest body of one PUT: 5 GiB ("Uploading objects"). */
export const maxBodyBytes = 5 * 1024 ** 3;

/** Bodies up to this size are gathered in memory and stored in one call. */
const smallBodyBytes = 256 * 1024;

export interface StoredBody {
  readonly blob: BlobRef;
  readonly digest: BodyDigest;
}

/** The checksums of a body that are kept. */
export type WantedChecksums = Pick<BodyOptions, 'wantChecksum' | 'alsoChecksum'>;

/** How the bytes are encrypted on their way into the store. */
export interface Sealing {
  readonly key: Uint8Array;
  readonly randomBytes: RandomBytes;
}

/**
 * Takes a body into the blob store. The blob is committed only after everything that the request
 * says about the body was verified; whatever fails leaves nothing behind.
 * @throws ServiceError of the body
 */
export async function storeBody(
  blobs: Blobs,
  open: OpenBody,
  checksums: WantedChecksums,
  sealing: Sealing | undefined,
): Promise<StoredBody> {
  const body = open({ maxBytes: maxBodyBytes, wantMd5: true, ...checksums });
  const transform = sealing && new BlockEncryptor(sealing.key, sealing.randomBytes);
  const declared = body.declaredSizeBytes;
  if (declared !== undefined && declared <= smallBodyBytes) {
    return storeSmall(blobs, body, transform);
  }
  const stored =
    sealing === undefined || declared === undefined ? declared : encryptedSize(declared);
  const writer = blobs.create(stored === undefined ? {} : { sizeHintBytes: stored });
  // What came and is perhaps not stored yet: a block is sealed when it is full.
  let pending: Uint8Array[] = [];
  try {
    for await (const bytes of body.chunks()) {
      let isStored = true;
      if (transform === undefined) await writer.write(bytes);
      else isStored = await writeSealed(writer, transform.update(bytes));
      if (isStored) {
        pending.forEach(giveBack);
        pending = [];
      }
      pending.push(bytes);
    }
    const digest = await body.finish();
    if (transform !== undefined) await writeSealed(writer, transform.final());
    return { blob: await writer.commit(), digest };
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

/** Gathers a body in memory, and stores it in one call. */
async function storeSmall(
  blobs: Blobs,
  body: BodyStream,
  transform: BlockEncryptor | undefined,
): Promise<StoredBody> {
  const came: Uint8Array[] = [];
  const sealed: Uint8Array[] = [];
  for await (const bytes of body.chunks()) {
    came.push(bytes);
    for (const piece of transform?.update(bytes) ?? []) sealed.push(piece);
  }
  const digest = await body.finish();
  if (transform === undefined) return { blob: await blobs.put(came), digest };
  for (const piece of transform.final()) sealed.push(piece);
  came.forEach(giveBack);
  const blob = await blobs.put(sealed);
  sealed.forEach(giveBack);
  return { blob, digest };
}

/**
 * Writes what an encryptor made, whose memory nobody else needs.
 * @returns whether it made anything
 */
export async function writeSealed(
  writer: BlobWriter,
  pieces: readonly Uint8Array[],
): Promise<boolean> {
  for (const piece of pieces) {
    await writer.write(piece);
    giveBack(piece);
  }
  return pieces.length > 0;
}
