import { ServiceError } from '../../operation/errors.ts';
import type { DeleteMarker, ObjectVersion } from '../../store/objects.ts';
import { sortableIdLength } from '../../store/sortable-ids.ts';
import type { BucketContext } from '../define.ts';

type FindContext = Pick<BucketContext, 'bucket' | 'stores'>;

/**
 * The version of an object that a request means: the current one without a version id.
 * @throws ServiceError NoSuchKey, NoSuchVersion, InvalidArgument, and MethodNotAllowed for a delete
 *   marker that is named by its id
 */
export async function findVersion(
  { bucket, stores }: FindContext,
  key: string,
  versionId: string | undefined,
): Promise<ObjectVersion> {
  if (versionId === undefined) {
    const current = await stores.objects.current(bucket.id, key);
    if (current === undefined) throw noSuchKey(key);
    if (current.isDeleteMarker) throw noSuchKey(key, current);
    return current;
  }
  checkVersionId(versionId);
  const version = await stores.objects.version(bucket.id, key, versionId);
  if (version === undefined) throw noSuchVersion(key, versionId);
  if (version.isDeleteMarker) throw isMarker(version);
  return version;
}

/** @throws ServiceError InvalidArgument for what can be no version id */
export function checkVersionId(versionId: string): void {
  if (versionId === 'null' || versionId.length === sortableIdLength) return;
  throw new ServiceError('InvalidArgument', {
    message:
      versionId === '' ? 'Version id cannot be the empty string' : 'Invalid version id specified',
    fields: { ArgumentName: 'versionId', ArgumentValue: versionId },
  });
}

/** @param marker the delete marker that hides the key */
export function noSuchKey(key: string, marker?: DeleteMarker): ServiceError {
  const headers = marker === undefined ? undefined : markerHeaders(marker);
  return new ServiceError('NoSuchKey', { fields: { Key: key }, headers });
}

function noSuchVersion(key: string, versionId: string): ServiceError {
  return new ServiceError('NoSuchVersion', { fields: { Key: key, VersionId: versionId } });
}

function isMarker(marker: DeleteMarker): ServiceError {
  return new ServiceError('MethodNotAllowed', {
    fields: { ResourceType: 'DeleteMarker' },
    headers: {
      ...markerHeaders(marker),
      allow: 'DELETE',
      'last-modified': new Date(marker.lastModifiedMs).toUTCString(),
    },
  });
}

function markerHeaders(marker: DeleteMarker): Record<string, string> {
  return { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.versionId };
}

/** The version id as replies carry it: not at all in a bucket that never had versioning. */
export function shownVersionId(
  { bucket }: Pick<BucketContext, 'bucket'>,
  versionId: string,
): string | undefined {
  return bucket.versioning === 'Unversioned' ? undefined : versionId;
}
