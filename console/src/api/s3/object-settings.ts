import { readTag, type Tag } from '../iam/tags.ts';
import { send } from '../request.ts';
import { ServiceError } from '../service-error.ts';
import { type ObjectPlace, objectAddress } from './address.ts';
import { readDocument, sendDocument } from './configuration.ts';
import { element } from './markup.ts';
import { putTagging, type RetentionMode } from './properties.ts';

function addressOf({ bucket, key, versionId }: ObjectPlace, name: string): string {
  return objectAddress(bucket, key, { [name]: '', versionId });
}

export async function getObjectTags(place: ObjectPlace): Promise<Tag[]> {
  return (await readDocument(addressOf(place, 'tagging'))).list('TagSet', readTag, 'Tag');
}

export async function putObjectTags(place: ObjectPlace, tags: readonly Tag[]): Promise<void> {
  const address = addressOf(place, 'tagging');
  if (tags.length === 0) await send(address, { method: 'DELETE' });
  else await putTagging(address, tags);
}

export interface Retention {
  readonly mode: RetentionMode;
  readonly until: Date;
}

/** Codes for: the object has none, or the bucket has no Object Lock. */
const noLock = ['NoSuchObjectLockConfiguration', 'InvalidRequest'];

export async function getRetention(place: ObjectPlace): Promise<Retention | undefined> {
  const root = await readLock(place, 'retention');
  const until = root?.date('RetainUntilDate');
  if (until === undefined) return undefined;
  return { mode: root?.text('Mode') === 'COMPLIANCE' ? 'COMPLIANCE' : 'GOVERNANCE', until };
}

async function readLock(place: ObjectPlace, name: string) {
  try {
    return await readDocument(addressOf(place, name));
  } catch (error) {
    if (error instanceof ServiceError && noLock.includes(error.code)) return undefined;
    throw error;
  }
}

/** @param bypass gives up or shortens governance, for who has s3:BypassGovernanceRetention */
export async function putRetention(
  place: ObjectPlace,
  retention: Retention | undefined,
  bypass: boolean,
): Promise<void> {
  const document = element(
    'Retention',
    retention === undefined
      ? []
      : [
          element('Mode', retention.mode),
          element('RetainUntilDate', retention.until.toISOString()),
        ],
  );
  const headers = bypass ? { 'x-amz-bypass-governance-retention': 'true' } : {};
  await sendDocument('PUT', addressOf(place, 'retention'), document, headers);
}

export async function getLegalHold(place: ObjectPlace): Promise<boolean> {
  return (await readLock(place, 'legal-hold'))?.text('Status') === 'ON';
}

export async function putLegalHold(place: ObjectPlace, on: boolean): Promise<void> {
  const document = element('LegalHold', [element('Status', on ? 'ON' : 'OFF')]);
  await sendDocument('PUT', addressOf(place, 'legal-hold'), document);
}
