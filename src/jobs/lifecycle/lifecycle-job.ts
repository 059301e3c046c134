import { keptConfiguration } from '../../s3/configurations/kept.ts';
import type { Bucket } from '../../store/buckets.ts';
import type { Job, JobTurn } from '../job.ts';
import { type ActorParts, LifecycleActor } from './act.ts';
import { uploadExpires } from './plan.ts';
import { walkVersions } from './walk-versions.ts';

export interface LifecycleParts extends ActorParts {
  /** The length of a day; shorter ones are for tests. */
  readonly dayMs: number;
}

/** S3 looks once a day; so often, what is due at midnight is gone within the hour. */
const runsPerDay = 24;
/** Short days are for tests, whose machines have other things to do too. */
const leastPeriodMs = 250;
const uploadPageLimit = 1_000;

interface Cursor {
  readonly bucketId: number;
  /** The last key of the bucket that was dealt with. */
  readonly after: string;
}

interface Counts {
  expired: number;
  marked: number;
  moved: number;
  aborted: number;
}

/** Expires, moves and aborts what the lifecycles of all buckets say. */
export function runLifecycles(parts: LifecycleParts): Job {
  const { buckets } = parts.stores;
  return {
    name: 'run-lifecycles',
    everyMs: Math.max(parts.dayMs / runsPerDay, leastPeriodMs),
    hasWork: async () => (await buckets.configured('lifecycle', 0, 1)).length > 0,
    async run(turn) {
      const counts = { expired: 0, marked: 0, moved: 0, aborted: 0 };
      let cursor = readCursor(turn.cursor);
      let afterId = cursor === undefined ? 0 : cursor.bucketId - 1;
      for (;;) {
        const [bucket] = await buckets.configured('lifecycle', afterId, 1);
        if (bucket === undefined) return { counts };
        const after = cursor?.bucketId === bucket.id ? cursor.after : '';
        const stoppedAt = await runOne(parts, bucket, after, turn, counts);
        if (stoppedAt !== undefined) return { counts, cursor: printCursor(bucket.id, stoppedAt) };
        cursor = undefined;
        afterId = bucket.id;
        turn.reached(printCursor(bucket.id + 1, ''));
        if (turn.signal.aborted) return { counts, cursor: printCursor(bucket.id + 1, '') };
      }
    },
  };
}

/** @returns the key at which the turn's end stopped it */
async function runOne(
  parts: LifecycleParts,
  bucket: Bucket,
  after: string,
  { signal }: JobTurn,
  counts: Counts,
): Promise<string | undefined> {
  const { stores, clock, dayMs } = parts;
  const lifecycle = await keptConfiguration(stores.buckets, bucket, 'lifecycle');
  if (lifecycle === undefined) return undefined;
  const calendar = { nowMs: clock(), dayMs };
  const actor = new LifecycleActor(parts, bucket, lifecycle);
  const count = (what: keyof Counts) => {
    counts[what]++;
  };
  const walk = { stores, bucket, lifecycle, calendar, actor, count };
  if (after === '') {
    let marker: { keyMarker: string; uploadIdMarker?: string | undefined } = { keyMarker: '' };
    for (let more = true; more; ) {
      const limit = uploadPageLimit;
      const place = { bucketId: bucket.id, prefix: '', delimiter: '', limit };
      const page = await stores.uploads.list({ ...place, ...marker });
      for (const upload of page.uploads) {
        if (uploadExpires(lifecycle, upload, calendar) === undefined) continue;
        if ((await actor.abort(upload)) === 'done') count('aborted');
      }
      marker = { keyMarker: page.nextKeyMarker ?? '', uploadIdMarker: page.nextUploadIdMarker };
      more = page.truncated && !signal.aborted;
    }
  }
  return walkVersions(walk, after, signal);
}

function printCursor(bucketId: number, after: string): string {
  return JSON.stringify([bucketId, after]);
}

/** A cursor that cannot be read begins anew: nothing is done twice by that. */
function readCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const parsed: unknown = JSON.parse(text);
  if (!Array.isArray(parsed)) return undefined;
  const [bucketId, after]: unknown[] = parsed;
  if (typeof bucketId !== 'number' || typeof after !== 'string') return undefined;
  return { bucketId, after };
}
