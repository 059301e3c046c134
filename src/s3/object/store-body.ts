import type { BodyDigest, ChecksumAlgorithm } from '../../operation/body.ts';
import type { OpenBody } from '../../operation/document.ts';
import type { BlobRef, Blobs } from '../../store/blobs/blobs.ts';
import { emptyBlob } from '../../store/blobs/blobs.ts';

/** The largest body of one PUT: 5 GiB ("Uploading objects"). */
export const maxBodyBytes = 5 * 1024 ** 3;

/** Bodies up to this size are gathered in memory and stored in one call. */
const smallBodyBytes = 256 * 1024;

export interface StoredBody {
  readonly blob: BlobRef;
  readonly digest: BodyDigest;
}

/** What is done to the bytes on their way into the store (encryption). */
export interface Transform {
  update(bytes: Uint8Array): Uint8Array;
  final(): Uint8Array;
}

/**
 * Takes a body into the blob store. The blob is committed only after everything that the request
 * says about the body was verified; whatever fails leaves nothing behind.
 * @throws ServiceError of the body
 */
export async function storeBody(
  blobs: Blobs,
  open: OpenBody,
  checksum: ChecksumAlgorithm | undefined,
  transform?: Transform,
): Promise<StoredBody> {
  const body = open({
    maxBytes: maxBodyBytes,
    wantMd5: true,
    ...(checksum === undefined ? {} : { wantChecksum: checksum }),
  });
  const declared = body.declaredSizeBytes;
  if (declared !== undefined && declared <= smallBodyBytes) {
    const pieces: Uint8Array[] = [];
    for await (const bytes of body.chunks()) pieces.push(transform?.update(bytes) ?? bytes);
    const digest = await body.finish();
    if (transform !== undefined) pieces.push(transform.final());
    const [only] = pieces;
    const whole = pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces);
    return { blob: whole.length === 0 ? emptyBlob : await blobs.put(whole), digest };
  }
  const writer = blobs.create(declared === undefined ? {} : { sizeHintBytes: declared });
  try {
    for await (const bytes of body.chunks()) {
      await writer.write(transform?.update(bytes) ?? bytes);
    }
    const digest = await body.finish();
    if (transform !== undefined) await writer.write(transform.final());
    return { blob: await writer.commit(), digest };
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
