import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { inParallel } from '../client/in-parallel.ts';
import { maxCopyBytes } from './etags.ts';
import { parseManifest, printManifest, type Release } from './release-manifest.ts';
import { ownFolder, type Place } from './remote.ts';
import type { RemoteObject, SiteObject } from './site-object.ts';
import { uploadObject } from './write-object.ts';

/**
 * Releases live beside the site: a manifest for each, and every content once, by its hash. The
 * site's own objects are copies of those, so that going back sends no bytes at all.
 */

/** `20261121T223129Z`: sorts by time, and is a name that people can type. */
export function releaseId(atMs: number): string {
  return new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

const folderOf = (prefix: string) => `${prefix}${ownFolder}releases/`;
const manifestKey = (prefix: string, id: string) => `${folderOf(prefix)}${id}.json`;
const currentKey = (prefix: string) => `${prefix}${ownFolder}current-release`;
const contentKey = (prefix: string, md5: string) => `${prefix}${ownFolder}contents/${md5}`;

/** The ids of all releases among sync's own objects, oldest first. */
export function releaseIds(prefix: string, own: readonly RemoteObject[]): string[] {
  const folder = folderOf(prefix);
  return own
    .filter(({ key }) => key.startsWith(folder) && key.endsWith('.json'))
    .map(({ key }) => key.slice(folder.length, -'.json'.length))
    .sort();
}

/** The same objects, to be copied from the contents of releases; the largest cannot be copied. */
export function fromContents(prefix: string, objects: readonly SiteObject[]): SiteObject[] {
  return objects.map((object) => {
    if (object.source.kind === 'empty' || object.sizeBytes > maxCopyBytes) return object;
    return { ...object, source: { kind: 'object', key: contentKey(prefix, object.md5) } };
  });
}

/** Sends what no release has had before, and then the manifest. */
export async function keepRelease(
  place: Place,
  release: Release,
  local: readonly SiteObject[],
  own: readonly RemoteObject[],
): Promise<void> {
  const { client, bucket: Bucket, prefix } = place;
  const kept = new Set(own.map(({ key }) => key));
  const missing = new Map<string, SiteObject>();
  for (const object of local) {
    const key = contentKey(prefix, object.md5);
    if (object.source.kind !== 'file' || kept.has(key)) continue;
    // Never readable by an ACL: what is public is the site's own copy.
    const { encryption, kmsKeyId } = object.headers;
    const headers = { contentType: 'application/octet-stream', encryption, kmsKeyId };
    missing.set(key, { ...object, key, headers });
  }
  await inParallel(missing.values(), place.concurrency, (object) =>
    uploadObject(place, object, undefined),
  );
  await client.send(
    new PutObjectCommand({
      ...{ Bucket, Key: manifestKey(prefix, release.id), Body: printManifest(release) },
      ContentType: 'application/json',
    }),
  );
}

/** @throws where there is no such release, or its manifest cannot be read */
export async function readRelease(place: Place, id: string): Promise<Release> {
  const text = await readText(place, manifestKey(place.prefix, id));
  const release = parseManifest(text);
  if (release === undefined) throw new Error(`the manifest of release ${id} cannot be read`);
  return release;
}

/** The release that the site was last made of; undefined where nobody said so. */
export async function currentRelease(
  place: Place,
  own: readonly RemoteObject[],
): Promise<string | undefined> {
  const key = currentKey(place.prefix);
  return own.some((object) => object.key === key) ? readText(place, key) : undefined;
}

/** Says which release the site is made of now. */
export async function setCurrentRelease(place: Place, id: string): Promise<void> {
  const { client, bucket: Bucket, prefix } = place;
  const ContentType = 'text/plain';
  await client.send(
    new PutObjectCommand({ Bucket, Key: currentKey(prefix), Body: id, ContentType }),
  );
}

/**
 * The keys that no kept release needs: those of older manifests, and the contents that only they
 * had.
 */
export async function obsoleteKeys(
  place: Place,
  own: readonly RemoteObject[],
  keep: number,
  current: string,
): Promise<string[]> {
  const { prefix } = place;
  const ids = releaseIds(prefix, own);
  const kept = new Set([...ids.slice(Math.max(0, ids.length - keep)), current]);
  const dropped = ids.filter((id) => !kept.has(id));
  if (dropped.length === 0) return [];
  const needed = new Set<string>();
  await inParallel(kept, place.concurrency, async (id) => {
    for (const { md5 } of (await readRelease(place, id)).objects) {
      needed.add(contentKey(prefix, md5));
    }
  });
  const contents = own.filter(({ key }) => key.startsWith(contentKey(prefix, '')));
  return [
    ...dropped.map((id) => manifestKey(prefix, id)),
    ...contents.map(({ key }) => key).filter((key) => !needed.has(key)),
  ];
}

async function readText({ client, bucket: Bucket }: Place, Key: string): Promise<string> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}
