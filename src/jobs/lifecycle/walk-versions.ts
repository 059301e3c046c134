import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeptLifecycle } from '../../s3/configurations/lifecycle.ts';
import { prefixOf, readsTags } from '../../s3/lifecycle/filter.ts';
import type { Bucket } from '../../store/buckets.ts';
import type { ListedDeleteMarker, ListedVersion } from '../../store/objects.ts';
import type { Stores } from '../../store/open.ts';
import type { Done, LifecycleActor } from './act.ts';
import { InFlight } from './in-flight.ts';
import {
  type Calendar,
  enabledRules,
  loneMarkerExpires,
  noncurrentMarkerExpires,
  type Step,
  stepForCurrent,
  stepForNoncurrent,
} from './plan.ts';

const pageLimit = 1_000;

export interface WalkParts {
  readonly stores: Pick<Stores, 'objects'>;
  readonly bucket: Bucket;
  readonly lifecycle: KeptLifecycle;
  readonly calendar: Calendar;
  readonly actor: LifecycleActor;
  readonly count: (what: 'expired' | 'marked' | 'moved') => void;
}

type Listed = ListedVersion | ListedDeleteMarker;

/** What is known of a key on the way through its versions, the newest first. */
interface KeyState {
  readonly key: string;
  /** The delete marker that is its newest version, if that is one. */
  readonly marker: ListedDeleteMarker | undefined;
  /** When the version came that was seen last: since then the next one is not current. */
  newerAtMs: number;
  noncurrent: number;
  /** Versions beside the marker stay. */
  keepsOthers: boolean;
  /** Of those that are to go: whether they stay after all. */
  readonly going: Promise<boolean>[];
}

/**
 * Goes through the versions of a bucket and does what its lifecycle wants.
 * @param after the key after which to begin; '' for the first
 * @returns the last key that was dealt with, where the signal stopped it before the end
 */
export async function walkVersions(
  parts: WalkParts,
  after: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const walk = new VersionWalk(parts);
  const prefix = sharedPrefix(enabledRules(parts.lifecycle).map(prefixOf));
  let keyMarker = after;
  let versionIdMarker: string | undefined;
  for (;;) {
    const page = await parts.stores.objects.listVersions({
      bucketId: parts.bucket.id,
      prefix,
      delimiter: '',
      keyMarker,
      versionIdMarker,
      limit: pageLimit,
    });
    for (const row of page.versions) {
      const passed = await walk.see(row);
      if (passed !== undefined && signal.aborted) {
        await walk.settle();
        return passed;
      }
    }
    if (!page.truncated || page.nextKeyMarker === undefined) break;
    // Requests come between pages, however much of the listing is in memory.
    await nextTurn();
    keyMarker = page.nextKeyMarker;
    versionIdMarker = page.nextVersionIdMarker;
  }
  await walk.finish();
  return undefined;
}

/** What all of the prefixes begin with: nothing else of the bucket is read. */
export function sharedPrefix([first = '', ...rest]: readonly string[]): string {
  let length = first.length;
  for (const prefix of rest) {
    while (!prefix.startsWith(first.slice(0, length))) length--;
  }
  // A pair of surrogates is not taken apart.
  const last = first.charCodeAt(length - 1);
  return first.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

class VersionWalk {
  readonly #parts: WalkParts;
  readonly #readsTags: boolean;
  readonly #flight = new InFlight();
  #state: KeyState | undefined;

  constructor(parts: WalkParts) {
    this.#parts = parts;
    this.#readsTags = enabledRules(parts.lifecycle).some(readsTags);
  }

  /** @returns the key before, when the row begins another one */
  async see(row: Listed): Promise<string | undefined> {
    const before = this.#state;
    if (before?.key === row.key) {
      await this.#seeNoncurrent(before, row);
      before.newerAtMs = row.lastModifiedMs;
      return undefined;
    }
    if (before !== undefined) await this.#finishKey(before);
    const { key, lastModifiedMs: newerAtMs } = row;
    const marker = row.isDeleteMarker ? row : undefined;
    this.#state = { key, marker, newerAtMs, noncurrent: 0, keepsOthers: false, going: [] };
    if (!row.isDeleteMarker) await this.#seeCurrent(row);
    return before?.key;
  }

  async finish(): Promise<void> {
    if (this.#state !== undefined) await this.#finishKey(this.#state);
    await this.settle();
  }

  settle(): Promise<void> {
    return this.#flight.settle();
  }

  async #seeCurrent(row: ListedVersion): Promise<void> {
    const { lifecycle, calendar, actor, count, bucket } = this.#parts;
    const step = stepForCurrent(lifecycle, { ...row, tags: await this.#tagsOf(row) }, calendar);
    if (step?.kind !== 'expire') return this.#move(row, step);
    await this.#flight.add(async () => {
      const done = await actor.expireCurrent(row);
      if (done === 'done') count(bucket.versioning === 'Unversioned' ? 'expired' : 'marked');
    });
  }

  async #seeNoncurrent(state: KeyState, row: Listed): Promise<void> {
    const { lifecycle, calendar } = this.#parts;
    const noncurrent = { sinceMs: state.newerAtMs, newer: state.noncurrent };
    state.noncurrent++;
    if (row.isDeleteMarker) {
      const rule = noncurrentMarkerExpires(lifecycle, row.key, noncurrent, calendar);
      await this.#expireNoncurrent(state, row, rule !== undefined);
      return;
    }
    const object = { ...row, tags: await this.#tagsOf(row) };
    const step = stepForNoncurrent(lifecycle, object, noncurrent, calendar);
    await this.#expireNoncurrent(state, row, step?.kind === 'expire');
    await this.#move(row, step);
  }

  async #expireNoncurrent(state: KeyState, row: Listed, expires: boolean): Promise<void> {
    if (expires) state.going.push(this.#expire(row));
    else state.keepsOthers = true;
    await this.#flight.room();
  }

  /** A delete marker goes only when nothing is under it any more: else it would come to light. */
  async #finishKey({ marker, keepsOthers, going }: KeyState): Promise<void> {
    const { lifecycle, calendar } = this.#parts;
    if (marker === undefined || keepsOthers) return;
    if (loneMarkerExpires(lifecycle, marker, calendar) === undefined) return;
    const stay = await Promise.all(going);
    if (!stay.includes(true)) this.#expire(marker);
  }

  /** @returns whether the version is still there */
  #expire(row: Listed): Promise<boolean> {
    const { actor, count } = this.#parts;
    return this.#flight.start(async () => {
      const done: Done = await actor.expireVersion(row);
      if (done === 'done') count('expired');
      return done !== 'done';
    });
  }

  async #move(row: ListedVersion, step: Step | undefined): Promise<void> {
    if (step?.kind !== 'transition') return;
    const { actor, count } = this.#parts;
    await this.#flight.add(async () => {
      if ((await actor.transition(row, step.storageClass)) === 'done') count('moved');
    });
  }

  /** Listings have no tags; they are read only where a rule asks for some. */
  async #tagsOf({ key, versionId }: ListedVersion) {
    if (!this.#readsTags) return undefined;
    const version = await this.#parts.stores.objects.version(this.#parts.bucket.id, key, versionId);
    return version === undefined || version.isDeleteMarker ? undefined : version.tags;
  }
}
