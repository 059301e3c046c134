import type { ObjectVersion, VersionChange } from '../../store/objects.ts';
import type { BucketContext } from '../define.ts';
import { noSuchKey } from './find-version.ts';

/** Changes what may change of a version. @throws ServiceError NoSuchKey where it went meanwhile */
export async function updateVersion(
  { bucket, stores }: Pick<BucketContext, 'bucket' | 'stores'>,
  { key, versionId }: ObjectVersion,
  change: VersionChange,
): Promise<void> {
  const result = await stores.objects.update(bucket.id, key, versionId, change);
  if (result === 'missing') throw noSuchKey(key);
}
