import type { Tag } from '../iam/tags.ts';
import { readTag } from '../iam/tags.ts';
import {
  deleteConfiguration,
  readConfiguration,
  sendDocument,
  writeConfiguration,
} from './configuration.ts';
import { element, type Markup } from './markup.ts';

/** `Disabled` is what a bucket is that never had versioning. */
export type Versioning = 'Disabled' | 'Enabled' | 'Suspended';

export async function getVersioning(bucket: string): Promise<Versioning> {
  const root = await readConfiguration(bucket, 'versioning');
  const status = root?.text('Status');
  return status === 'Enabled' || status === 'Suspended' ? status : 'Disabled';
}

export function putVersioning(bucket: string, on: boolean): Promise<void> {
  const status = element('Status', on ? 'Enabled' : 'Suspended');
  return writeConfiguration(bucket, 'versioning', element('VersioningConfiguration', [status]));
}

export async function getBucketTags(bucket: string): Promise<Tag[]> {
  const root = await readConfiguration(bucket, 'tagging');
  return root?.list('TagSet', readTag, 'Tag') ?? [];
}

/** Tags as S3's documents have them. */
export function tagging(tags: readonly Tag[]): Markup {
  const set = tags.map(({ key, value }) =>
    element('Tag', [element('Key', key), element('Value', value)]),
  );
  return element('Tagging', [element('TagSet', set)]);
}

export function putBucketTags(bucket: string, tags: readonly Tag[]): Promise<void> {
  return tags.length === 0
    ? deleteConfiguration(bucket, 'tagging')
    : writeConfiguration(bucket, 'tagging', tagging(tags));
}

/** How new objects are encrypted that say nothing else. */
export interface Encryption {
  /** `AES256` (SSE-S3), `aws:kms` (SSE-KMS) or `aws:kms:dsse`. */
  readonly algorithm: string;
  readonly keyId: string;
  readonly bucketKey: boolean;
}

export async function getEncryption(bucket: string): Promise<Encryption | undefined> {
  const root = await readConfiguration(bucket, 'encryption');
  const rule = root?.child('Rule');
  const wanted = rule?.child('ApplyServerSideEncryptionByDefault');
  if (rule === undefined || wanted === undefined) return undefined;
  return {
    algorithm: wanted.text('SSEAlgorithm'),
    keyId: wanted.text('KMSMasterKeyID'),
    bucketKey: rule.flag('BucketKeyEnabled'),
  };
}

export function putEncryption(bucket: string, encryption: Encryption): Promise<void> {
  const { algorithm, keyId, bucketKey } = encryption;
  const isKms = algorithm !== 'AES256';
  return writeConfiguration(
    bucket,
    'encryption',
    element('ServerSideEncryptionConfiguration', [
      element('Rule', [
        element('ApplyServerSideEncryptionByDefault', [
          element('SSEAlgorithm', algorithm),
          element('KMSMasterKeyID', isKms && keyId !== '' ? keyId : undefined),
        ]),
        element('BucketKeyEnabled', isKms && bucketKey),
      ]),
    ]),
  );
}

export type RetentionMode = 'GOVERNANCE' | 'COMPLIANCE';

/** What is locked for how long, where nothing else is said. */
export interface DefaultRetention {
  readonly mode: RetentionMode;
  readonly count: number;
  readonly unit: 'Days' | 'Years';
}

export interface ObjectLock {
  readonly enabled: boolean;
  readonly retention: DefaultRetention | undefined;
}

export async function getObjectLock(bucket: string): Promise<ObjectLock> {
  const root = await readConfiguration(bucket, 'object-lock');
  const retention = root?.child('Rule')?.child('DefaultRetention');
  const unit = retention?.optional('Days') === undefined ? 'Years' : 'Days';
  return {
    enabled: root?.text('ObjectLockEnabled') === 'Enabled',
    retention: retention && {
      mode: retention.text('Mode') === 'COMPLIANCE' ? 'COMPLIANCE' : 'GOVERNANCE',
      count: retention.number(unit),
      unit,
    },
  };
}

/** Object Lock cannot be turned off again; its default retention can. */
export function putObjectLock(
  bucket: string,
  retention: DefaultRetention | undefined,
): Promise<void> {
  const rule = retention && [
    element('DefaultRetention', [
      element('Mode', retention.mode),
      element(retention.unit, retention.count),
    ]),
  ];
  return writeConfiguration(
    bucket,
    'object-lock',
    element('ObjectLockConfiguration', [
      element('ObjectLockEnabled', 'Enabled'),
      element('Rule', rule),
    ]),
  );
}

/** Sets the tags of an object, or of one version of it. */
export async function putTagging(address: string, tags: readonly Tag[]): Promise<void> {
  await sendDocument('PUT', address, tagging(tags));
}
