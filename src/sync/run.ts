import { s3Client } from '../client/connection.ts';
import { codeOf, failureText } from '../client/failure.ts';
import { createProgress, type Progress } from '../client/progress.ts';
import { printSize } from '../client/sizes.ts';
import { invalidate, invalidationPaths } from './invalidation.ts';
import { type Action, actionsOf } from './plan.ts';
import { type Prepared, prepare } from './prepare.ts';
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

/** One run of `strongroom sync`: plan, print, and unless it is dry, do. */
export async function runSync(settings: SyncSettings, output: SyncOutput): Promise<void> {
  for (const warning of settings.warnings) output.error(`strongroom: ${warning}\n`);
  const progress = createProgress(output.isWatched ? output.error : undefined);
  const client = await s3Client(settings.connection);
  try {
    const prepared = await prepare(client, settings, {
      listed: (objects, files) => progress.show(`${files} files, ${objects} objects`),
      inspected: (done, all) => progress.show(`comparing headers: ${done} of ${all}`),
    });
    progress.clear();
    await finish(prepared, settings, output, progress);
  } finally {
    progress.clear();
    client.destroy();
  }
}

/** Prints a plan, or carries it out and prints what was done as it is done. */
export async function finish(
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
  const text = failureText(error);
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  switch (codeOf(cause)) {
    case 'NoSuchBucket':
      return `there is no bucket ${bucket} at ${connection.endpoint ?? 'AWS'}`;
    case 'AccessControlListNotSupported':
      return `${text}: set \`acl:\` to nothing, and let a bucket policy make the site public`;
    default:
      break;
  }
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'CredentialsProviderError') {
    return `there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile`;
  }
  return text;
}
