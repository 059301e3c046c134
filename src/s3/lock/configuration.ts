import { type Infer, integer, oneOf, optional, structure } from '../../operation/shape.ts';
import type { BucketContext } from '../define.ts';

const retentionRule = structure({
  Mode: optional(oneOf('GOVERNANCE', 'COMPLIANCE')),
  Days: optional(integer()),
  Years: optional(integer()),
});

/** The document of a bucket's Object Lock. */
export const lockConfigurationShape = structure({
  ObjectLockEnabled: optional(oneOf('Enabled')),
  Rule: optional(structure({ DefaultRetention: optional(retentionRule) })),
});

export type LockConfiguration = Infer<typeof lockConfigurationShape>;

/** The Object Lock of a bucket; undefined where it has none. */
export async function lockConfiguration({
  bucket,
  stores,
}: Pick<BucketContext, 'bucket' | 'stores'>): Promise<LockConfiguration | undefined> {
  if (!bucket.objectLockEnabled) return undefined;
  const kept = await stores.buckets.configuration(bucket.id, 'object-lock');
  if (kept === undefined) return { ObjectLockEnabled: 'Enabled' };
  const configuration: LockConfiguration = JSON.parse(kept);
  return configuration;
}
