import type { Tag } from '../../api/iam/tags.ts';
import {
  type BlockSetting,
  blockSettings,
  putPublicAccessBlock,
} from '../../api/s3/bucket-access.ts';
import { createBucket, type ObjectOwnership } from '../../api/s3/buckets.ts';
import {
  type Encryption,
  putBucketTags,
  putEncryption,
  putVersioning,
} from '../../api/s3/properties.ts';

/** What the form of a new bucket holds. */
export interface BucketDraft {
  readonly name: string;
  readonly region: string;
  readonly ownership: ObjectOwnership;
  readonly blocked: ReadonlySet<BlockSetting>;
  readonly versioning: boolean;
  readonly objectLock: boolean;
  readonly encryption: Encryption;
  readonly tags: readonly Tag[];
}

export function newBucket(region: string): BucketDraft {
  return {
    name: '',
    region,
    ownership: 'BucketOwnerEnforced',
    blocked: new Set(blockSettings),
    versioning: false,
    objectLock: false,
    encryption: { algorithm: 'AES256', keyId: '', bucketKey: true },
    tags: [],
  };
}

/**
 * Makes the bucket, which is closed at first, then what a request of its own sets.
 * @returns the settings that could not be made, with what was thrown
 */
export async function makeBucket(
  draft: BucketDraft,
): Promise<readonly (readonly [setting: string, error: unknown])[]> {
  const { name, blocked, versioning, objectLock, encryption, tags } = draft;
  await createBucket(draft);
  const isUsualEncryption = encryption.algorithm === 'AES256';
  const steps: readonly (readonly [string, boolean, () => Promise<void>])[] = [
    [
      'public access',
      blocked.size < blockSettings.length,
      () => putPublicAccessBlock(name, blocked),
    ],
    ['encryption', !isUsualEncryption, () => putEncryption(name, encryption)],
    // Object Lock brings versioning with it.
    ['versioning', versioning && !objectLock, () => putVersioning(name, true)],
    ['tags', tags.length > 0, () => putBucketTags(name, tags)],
  ];
  const failed: (readonly [string, unknown])[] = [];
  for (const [setting, isWanted, set] of steps) {
    if (!isWanted) continue;
    await set().catch((error: unknown) => failed.push([setting, error]));
  }
  return failed;
}
