import type { Page, PageRequest } from '../query.ts';
import type { XmlNode } from '../xml.ts';
import { bucketAddress } from './address.ts';
import { readDocument } from './configuration.ts';
import { readKey } from './objects.ts';

export interface ObjectVersion {
  readonly kind: 'version' | 'delete-marker';
  readonly key: string;
  /** `null` for what was there before versioning was on. */
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly modified: Date | undefined;
  readonly size: number;
}

function readVersion(kind: ObjectVersion['kind']) {
  return (node: XmlNode): ObjectVersion => ({
    kind,
    key: readKey(node),
    versionId: node.text('VersionId'),
    isLatest: node.flag('IsLatest'),
    modified: node.date('LastModified'),
    size: kind === 'version' ? node.number('Size') : 0,
  });
}

/**
 * One page of versions and delete markers, as S3 orders them: by key, the newest first.
 * @returns a page whose `next` is for this function only
 */
export async function listVersions(
  bucket: string,
  prefix: string,
  { marker, size }: PageRequest,
): Promise<Page<ObjectVersion>> {
  const [keyMarker, versionMarker]: (string | undefined)[] =
    marker === undefined ? [] : marker.split('&').map(decodeURIComponent);
  const root = await readDocument(
    bucketAddress(bucket, {
      versions: '',
      'encoding-type': 'url',
      prefix: prefix === '' ? undefined : prefix,
      'max-keys': size,
      'key-marker': keyMarker,
      'version-id-marker': versionMarker || undefined,
    }),
  );
  const versions = root.children('Version').map(readVersion('version'));
  const markers = root.children('DeleteMarker').map(readVersion('delete-marker'));
  const next = [readKey(root, 'NextKeyMarker'), root.text('NextVersionIdMarker')];
  return {
    items: [...versions, ...markers],
    next: root.flag('IsTruncated') ? next.map(encodeURIComponent).join('&') : undefined,
  };
}

/** Most versions of one object that are shown at once. */
const shownVersions = 1_000;

/** The versions of one object, the newest first. */
export async function versionsOfObject(bucket: string, key: string): Promise<ObjectVersion[]> {
  const { items } = await listVersions(bucket, key, { size: shownVersions });
  const own = items.filter((version) => version.key === key);
  const moment = ({ modified }: ObjectVersion) => modified?.getTime() ?? 0;
  return own.sort((a, b) => Number(b.isLatest) - Number(a.isLatest) || moment(b) - moment(a));
}
