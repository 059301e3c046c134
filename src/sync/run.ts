import type { S3Client } from '@aws-sdk/client-s3';
import { s3Client } from '../client/connection.ts';
import { codeOf, failureText } from '../client/failure.ts';
import { createProgress, type Progress } from '../client/progress.ts';
import { printSize } from '../client/sizes.ts';
import { deleteObjects } from './apply.ts';
import { invalidate, invalidationPaths } from './invalidation.ts';
import { type Action, actionsOf } from './plan.ts';
import { type Prepared, type PrepareWatch, placeOf, prepare } from './prepare.ts';
import { releasedSite } from './release-manifest.ts';
import {
  currentRelease,
  fromContents,
  keepRelease,
  obsoleteKeys,
  readRelease,
  releaseId,
  releaseIds,
  setCurrentRelease,
} from './releases.ts';
import { listRemote } from './remote.ts';
import { actionLine, changeLine, keptLine, reportJson, summaryLine, summaryOf } from './report.ts';
import type { SyncSettings } from './settings.ts';
import { carryOut, checkDeletions } from './sync.ts';

/** Where a run prints to. */
export interface SyncOutput {
  out(text: string): void;
  error(text: string): void;
  readonly isWatched: boolean;
  readonly json: boolean;
}

/** What a run is about besides its settings. */
export interface RunOptions {
  /** Keep what is sent as a release, too. */
  readonly release?: boolean;
}

/** One run of `strongroom sync`: plan, print, and unless it is dry, do. */
export async function runSync(
  settings: SyncSettings,
  output: SyncOutput,
  { release = false }: RunOptions = {},
): Promise<void> {
  await withClient(settings, output, async (client, progress) => {
    const prepared = await prepare(client, settings, prepareWatch(progress));
    progress.clear();
    if (!release || settings.dryRun) return finish(prepared, settings, output, progress);
    checkDeletions(prepared, settings.maxDelete);
    const { place, own, local, digest } = prepared;
    const id = releaseId(Date.now());
    await keepRelease(place, { id, digest, objects: local }, local, own);
    await finish(withContents(prepared), settings, output, progress);
    await setCurrentRelease(place, id);
    await deleteObjects(place, await obsoleteKeys(place, own, settings.keepReleases - 1, id));
    if (!output.json) output.out(`release ${id}\n`);
  });
}

/** The same plan, its bytes copied from the contents of releases. */
function withContents(prepared: Prepared): Prepared {
  const { plan, place } = prepared;
  const copied = (action: Action): Action => {
    if (action.kind !== 'upload') return action;
    const [object = action.object] = fromContents(place.prefix, [action.object]);
    return { ...action, object };
  };
  return { ...prepared, plan: { ...plan, writes: plan.writes.map((phase) => phase.map(copied)) } };
}

/**
 * Makes the site what a release was.
 * @param id of the release; the one before the current one where nobody says
 * @throws ReleaseFailure
 */
export async function runRollback(
  settings: SyncSettings,
  output: SyncOutput,
  id: string | undefined,
): Promise<void> {
  await withClient(settings, output, async (client, progress) => {
    const place = placeOf(client, settings);
    const { own } = await listRemote(place);
    const ids = releaseIds(place.prefix, own);
    const current = await currentRelease(place, own);
    const chosen = id ?? ids.filter((known) => current === undefined || known < current).at(-1);
    if (chosen === undefined) throw new ReleaseFailure('there is no earlier release to go back to');
    if (!ids.includes(chosen)) throw new ReleaseFailure(`there is no release ${chosen}`);
    const release = await readRelease(place, chosen);
    const local = fromContents(place.prefix, releasedSite(release));
    const wanted = Promise.resolve({ local, digest: release.digest });
    const prepared = await prepare(client, settings, prepareWatch(progress), wanted);
    await finish(prepared, settings, output, progress);
    if (settings.dryRun) return;
    await setCurrentRelease(place, chosen);
    if (!output.json) output.out(`release ${chosen}\n`);
  });
}

/** Lists the releases, the newest last. */
export async function runReleases(settings: SyncSettings, output: SyncOutput): Promise<void> {
  await withClient(settings, output, async (client) => {
    const place = placeOf(client, settings);
    const { own } = await listRemote(place);
    const current = await currentRelease(place, own);
    for (const id of releaseIds(place.prefix, own)) {
      const { objects } = await readRelease(place, id);
      const bytes = objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      const isCurrent = id === current;
      const facts = { id, objects: objects.length, bytes, current: isCurrent };
      const line = `${id}  ${objects.length} objects, ${printSize(bytes)}`;
      output.out(
        output.json ? `${JSON.stringify(facts)}\n` : `${line}${isCurrent ? '  (current)' : ''}\n`,
      );
    }
  });
}

/** A release that was asked for is not there. */
export class ReleaseFailure extends Error {
  constructor(message: string) {
    super(`${message}; \`strongroom releases\` lists them`);
    this.name = 'ReleaseFailure';
  }
}

function prepareWatch(progress: Progress): PrepareWatch {
  return {
    listed: (objects, files) => progress.show(`${files} files, ${objects} objects`),
    inspected: (done, all) => progress.show(`comparing headers: ${done} of ${all}`),
  };
}

async function withClient(
  settings: SyncSettings,
  output: SyncOutput,
  work: (client: S3Client, progress: Progress) => Promise<void>,
): Promise<void> {
  for (const warning of settings.warnings) output.error(`strongroom: ${warning}\n`);
  const progress = createProgress(output.isWatched ? output.error : undefined);
  const client = await s3Client(settings.connection);
  try {
    await work(client, progress);
  } finally {
    progress.clear();
    client.destroy();
  }
}

/** Prints a plan, or carries it out and prints what was done as it is done. */
async function finish(
  prepared: Prepared,
  settings: SyncSettings,
  output: SyncOutput,
  progress: Progress,
): Promise<void> {
  const { plan, changes } = prepared;
  const summary = summaryOf(plan);
  const { dryRun } = settings;
  const line = (text: string | undefined) => {
    if (text === undefined || output.json) return;
    progress.clear();
    output.out(`${text}\n`);
  };
  if (dryRun) {
    for (const action of plan.writes.flat()) line(actionLine(action));
    for (const change of changes) line(changeLine(change));
    for (const action of plan.removals.flat()) line(actionLine(action));
  } else {
    checkDeletions(prepared, settings.maxDelete);
    let bytes = 0;
    await carryOut(prepared, {
      done(action: Action) {
        line(actionLine(action));
        if (action.kind !== 'upload') return;
        bytes += action.object.sizeBytes;
        progress.show(`${printSize(bytes)} of ${printSize(summary.bytes)} sent`);
      },
      configured: (change) => line(changeLine(change)),
    });
  }
  if (settings.verbose) for (const kept of plan.kept) line(keptLine(kept));
  await invalidateChanges(prepared, settings, line);
  if (output.json) output.out(`${reportJson(prepared, { dryRun })}\n`);
  else line(dryRun ? `dry run: ${summaryLine(summary)}` : summaryLine(summary));
}

async function invalidateChanges(
  { plan }: Prepared,
  { invalidation, connection, dryRun }: SyncSettings,
  line: (text: string) => void,
): Promise<void> {
  if (invalidation === undefined) return;
  const paths = invalidationPaths(actionsOf(plan), invalidation);
  if (paths.length === 0) return;
  if (!dryRun) await invalidate(connection, invalidation, paths);
  line(`invalidate  ${paths.length} paths of ${invalidation.distribution}`);
}

/** What to tell about a failure, and what to do about it. */
export function explainFailure(error: unknown, { bucket, connection }: SyncSettings): string {
  const endpoint = connection.endpoint ?? 'AWS';
  const text = failureText(error, endpoint);
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  switch (codeOf(cause)) {
    case 'NoSuchBucket':
      return `there is no bucket ${bucket} at ${endpoint}`;
    case 'AccessControlListNotSupported':
      return `${text}: set \`acl:\` to nothing, and let a bucket policy make the site public`;
    default:
      return text;
  }
}
