import { createDigest } from '../../http/checksums/incremental.ts';
import type { BlobRef, ByteRange } from '../../store/blobs/blobs.ts';
import { emptyBlob } from '../../store/blobs/blobs.ts';
import type { ChecksumAlgorithm, ObjectVersion } from '../../store/objects.ts';
import type { Stores } from '../../store/open.ts';
import { BlockEncryptor, encryptedSize } from '../encryption/blocks.ts';
import { openObject } from './open-object.ts';
import { type Sealing, writeSealed } from './store-body.ts';

export interface CopiedBody {
  readonly blob: BlobRef;
  readonly sizeBytes: number;
  readonly md5Hex: string;
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string };
}

/** What is copied: an object or a range of it, with the key to read it. */
export interface CopiedRange {
  readonly version: ObjectVersion;
  readonly range: ByteRange | undefined;
  readonly sourceKey: Uint8Array | undefined;
}

/**
 * Copies the bytes of an object, or of a range of it, into a blob of its own.
 * @throws BlobMissing when the source is replaced meanwhile
 */
export async function copyBody(
  stores: Pick<Stores, 'blobs' | 'objects'>,
  { version, range, sourceKey }: CopiedRange,
  algorithm: ChecksumAlgorithm,
  sealing: Sealing | undefined,
): Promise<CopiedBody> {
  const stream = await openObject(stores, version, range, sourceKey);
  const encryptor = sealing && new BlockEncryptor(sealing.key, sealing.randomBytes);
  const { lengthBytes } = stream;
  const md5 = createDigest('MD5');
  const checksum = createDigest(algorithm);
  const sizeHintBytes = sealing === undefined ? lengthBytes : encryptedSize(lengthBytes);
  const writer = stores.blobs.create({ sizeHintBytes });
  let sizeBytes = 0;
  try {
    for (let chunk = await stream.next(); chunk !== undefined; chunk = await stream.next()) {
      // The memory is used again, and digests may look at their first piece later.
      const bytes = Buffer.concat(chunk.pieces);
      sizeBytes += bytes.length;
      chunk.release();
      md5.update(bytes);
      checksum.update(bytes);
      if (encryptor === undefined) await writer.write(bytes);
      else await writeSealed(writer, encryptor.update(bytes));
    }
    if (encryptor !== undefined) await writeSealed(writer, encryptor.final());
    const blob = sizeBytes === 0 ? emptyBlob : await writer.commit();
    if (sizeBytes === 0) await writer.abort();
    return {
      blob,
      sizeBytes,
      md5Hex: md5.digest().toString('hex'),
      checksum: { algorithm, value: checksum.digest().toString('base64') },
    };
  } catch (error) {
    await writer.abort();
    throw error;
  } finally {
    stream.close();
  }
}
