import type { OpenBody } from '../../operation/document.ts';
import type { InferFields } from '../../operation/field.ts';
import type { Checksum, Encryption } from '../../store/objects.ts';
import { rightsOfNewObject } from '../acl/ownership.ts';
import { writeCondition } from '../conditional.ts';
import type { EventContext } from '../define.ts';
import { encryptionOfNewObject } from '../encryption/choice.ts';
import { etagOf, sealingWith } from '../encryption/etag.ts';
import { expirationHeader } from '../lifecycle/expiration.ts';
import { lockOfNewObject } from '../lock/new-object-lock.ts';
import { announcementsFor } from '../notifications/announce.ts';
import type { EventName } from '../notifications/event-names.ts';
import type { attributeFields } from './attribute-fields.ts';
import { classifiedBy, describedBy } from './attributes.ts';
import { storeBody } from './store-body.ts';
import { versionMode, writeFailure } from './write-failure.ts';

interface StoreInput extends InferFields<typeof attributeFields> {
  readonly Key: string;
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/** An object that was stored, as replies tell of it. */
export interface StoredObject {
  readonly etag: string;
  readonly versionId: string;
  readonly checksum: Checksum | undefined;
  readonly encryption: Encryption | undefined;
  /** The value of `x-amz-expiration`. */
  readonly expiration: string | undefined;
}

/** S3 computes this one where the client sends none. */
const defaultChecksum = { wantChecksum: 'CRC64NVME' } as const;

/**
 * Makes an object of headers and a body: all that can be refused is refused before the body is
 * asked for, and nothing is kept unless all of it came.
 * @param event what is told of it
 * @throws ServiceError
 */
export async function storeObject(
  context: EventContext,
  input: StoreInput,
  open: OpenBody,
  event: EventName,
): Promise<StoredObject> {
  const { bucket, stores, randomBytes } = context;
  const condition = writeCondition(input.IfMatch, input.IfNoneMatch);
  const attributes = { ...describedBy(input), ...classifiedBy(input) };
  const rights = await rightsOfNewObject(context, input);
  const lock = await lockOfNewObject(context, input);
  const sealed = await encryptionOfNewObject(context, input);
  const encryption = sealed?.encryption;
  const sealing = sealingWith(sealed?.key, randomBytes);
  const { blob, digest } = await storeBody(stores.blobs, open, defaultChecksum, sealing);
  const etag = etagOf(digest.md5Hex ?? '', encryption, randomBytes);
  const checksum: Checksum | undefined =
    digest.checksum === undefined ? undefined : { ...digest.checksum, type: 'FULL_OBJECT' };
  const { sizeBytes } = digest;
  const announced = { key: input.Key, sizeBytes, etag };
  const written = await stores.objects.put({
    bucketId: bucket.id,
    key: input.Key,
    ...attributes,
    ...rights,
    ...lock,
    encryption,
    sizeBytes,
    etag,
    checksum,
    blob,
    mode: versionMode(context),
    condition,
    announcements: await announcementsFor(context, event, announced),
  });
  if (written.kind !== 'put') throw writeFailure(written, bucket.name, input.Key);
  const { versionId, lastModifiedMs } = written;
  const { tags } = attributes;
  const dated = { key: input.Key, sizeBytes, tags, lastModifiedMs };
  const expiration = await expirationHeader(context, dated);
  return { etag, versionId, checksum, encryption, expiration };
}
