import { part } from '../../frame/route.ts';

/** Where a bucket's own page is. */
export function bucketPath(bucket: string, tab?: string): string {
  const path = `/buckets/details/${part(bucket)}`;
  return tab === undefined ? path : `${path}?tab=${tab}`;
}

/** Where the objects are that begin with a prefix. */
export function folderPath(bucket: string, prefix: string): string {
  const path = bucketPath(bucket);
  return prefix === '' ? path : `${path}?${new URLSearchParams({ prefix })}`;
}

/** Where an object's own page is, or that of one version. Keys may hold anything. */
export function objectPath(bucket: string, key: string, versionId?: string): string {
  const query = new URLSearchParams({ key });
  if (versionId !== undefined) query.set('versionId', versionId);
  return `${bucketPath(bucket)}/object?${query}`;
}
