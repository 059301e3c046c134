import type { BucketChange, BucketConfigurationKind } from '../../store/buckets.ts';
import { type BucketContext, noSuchBucket } from '../define.ts';

type UpdateContext = Pick<BucketContext, 'bucket' | 'stores'>;

/** Changes columns of a bucket. @throws ServiceError NoSuchBucket where it went meanwhile */
export async function updateBucket(
  { bucket, stores }: UpdateContext,
  change: BucketChange,
): Promise<void> {
  const result = await stores.buckets.update(bucket.id, change);
  if (result === 'missing') throw noSuchBucket(bucket.name);
}

/** Keeps the document of a configuration. @throws ServiceError NoSuchBucket */
export async function keepConfiguration(
  { bucket, stores }: UpdateContext,
  kind: BucketConfigurationKind,
  document: object,
): Promise<void> {
  const text = JSON.stringify(document);
  const result = await stores.buckets.putConfiguration(bucket.id, kind, text);
  if (result === 'missing') throw noSuchBucket(bucket.name);
}

/** Drops a configuration; one that is not there is none the less dropped. */
export async function dropConfiguration(
  { bucket, stores }: UpdateContext,
  kind: BucketConfigurationKind,
): Promise<void> {
  await stores.buckets.deleteConfiguration(bucket.id, kind);
}
