import type { S3Client } from '@aws-sdk/client-s3';
import { inParallel } from '../client/in-parallel.ts';
import { type BucketChange, bucketChanges } from './bucket-configuration.ts';
import { compositeEtags, partCountOf, partSizesOf } from './etags.ts';
import { openHashCache } from './hash-cache.ts';
import { type Plan, plan } from './plan.ts';
import { readPruned } from './pruned.ts';
import { inspect, listRemote, type Place } from './remote.ts';
import { rulesDigest } from './rules.ts';
import { scan } from './scan.ts';
import type { SyncSettings } from './settings.ts';
import type { Inspection, RemoteObject, SiteObject } from './site-object.ts';
import { keysToInspect, type PlanRules, type Situation } from './situation.ts';

/** A plan, and all that it was made from. */
export interface Prepared {
  readonly place: Place;
  readonly plan: Plan;
  readonly changes: readonly BucketChange[];
  readonly local: readonly SiteObject[];
  readonly digest: string;
  /** What sync keeps for itself beside the site. */
  readonly own: readonly RemoteObject[];
}

/** The objects that the bucket shall have, and the digest of the rules for their headers. */
export interface Wanted {
  readonly local: readonly SiteObject[];
  readonly digest: string;
}

/** What is told on the way to a plan. */
export interface PrepareWatch {
  listed(objects: number, files: number): void;
  inspected(done: number, all: number): void;
}

/** Large files are compared one after the other: one read fills a disk. */
const largeFileWidth = 2;

/**
 * Reads both sides and plans. Asks for a listing, and for HEAD of what the listing leaves open;
 * writes nothing.
 * @param wanted what the bucket shall have; the folder, where nobody says otherwise
 * @throws ScanFailure, or what the SDK throws
 */
export async function prepare(
  client: S3Client,
  settings: SyncSettings,
  watch: PrepareWatch,
  wanted: Promise<Wanted> = scanFolder(settings),
): Promise<Prepared> {
  const place = placeOf(client, settings);
  const [{ local, digest }, { objects, own }, changes] = await Promise.all([
    wanted,
    listRemote(place),
    bucketChanges(place, settings.wishes),
  ]);
  watch.listed(objects.length, local.length);
  const planRules: PlanRules = {
    digest,
    force: settings.force,
    delete: settings.delete,
    graceMs: settings.graceMs,
    nowMs: Date.now(),
  };
  const pruned = await readPruned(
    place,
    own.map(({ key }) => key),
  );
  const compared = await withPartEtags(local, objects);
  const situation: Situation = { local: compared, remote: objects, inspected: new Map(), pruned };
  const known = await inspectAll(place, situation, planRules, watch);
  return { place, plan: plan(known, planRules), changes, local, digest, own };
}

/** Where a site is kept. */
export function placeOf(client: S3Client, { bucket, prefix, concurrency }: SyncSettings): Place {
  return { client, bucket, prefix, concurrency };
}

async function scanFolder(settings: SyncSettings): Promise<Wanted> {
  const digest = rulesDigest(settings.rules, settings);
  const { buildFolder: folder, hashCacheFile: file, dryRun } = settings;
  const cache = file === undefined ? undefined : openHashCache(file, Date.now());
  // A dry run leaves nothing behind.
  const hashes = cache && dryRun ? { ...cache, save: () => undefined } : cache;
  return { local: await scan({ ...settings, folder, hashes }), digest };
}

async function inspectAll(
  place: Place,
  situation: Situation,
  rules: PlanRules,
  watch: PrepareWatch,
): Promise<Situation> {
  let { remote } = situation;
  const inspected = new Map<string, Inspection>();
  for (;;) {
    const now = { ...situation, remote, inspected };
    const keys = keysToInspect(now, rules);
    if (keys.length === 0) return now;
    let done = 0;
    const found = await inspect(place, keys, () => {
      done += 1;
      watch.inspected(done, keys.length);
    });
    for (const [key, inspection] of found) inspected.set(key, inspection);
    // What went away since the listing is not there.
    const gone = new Set(keys.filter((key) => !found.has(key)));
    remote = remote.filter(({ key }) => !gone.has(key));
  }
}

/** Finds out which uploads in parts would have had the bytes of a file, where the sizes agree. */
async function withPartEtags(
  local: readonly SiteObject[],
  remote: readonly RemoteObject[],
): Promise<SiteObject[]> {
  const existing = new Map(remote.map((object) => [object.key, object]));
  const compared = [...local];
  await inParallel(local.entries(), largeFileWidth, async ([index, object]) => {
    const there = existing.get(object.key);
    const parts = there === undefined ? undefined : partCountOf(there.etag);
    if (parts === undefined || there?.sizeBytes !== object.sizeBytes) return;
    if (object.source.kind !== 'file') return;
    const sizes = partSizesOf(object.sizeBytes, parts);
    const etags = [...object.etags, ...(await compositeEtags(object.source.path, sizes))];
    compared[index] = { ...object, etags };
  });
  return compared;
}
