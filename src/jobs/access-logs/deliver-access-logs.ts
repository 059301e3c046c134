import { readFile, rm, stat } from 'node:fs/promises';
import { serviceCaller } from '../../http/authenticate.ts';
import type { DecisionRecord } from '../../operation/authorize.ts';
import { ServiceError } from '../../operation/errors.ts';
import type { Reply } from '../../operation/reply.ts';
import { grantsOfEntries } from '../../s3/acl/document.ts';
import { fullControl, loggingService, writeGrants } from '../../s3/acl/grants.ts';
import { hasAcls } from '../../s3/acl/ownership.ts';
import { bucketArn } from '../../s3/arn.ts';
import { keptConfiguration } from '../../s3/configurations/kept.ts';
import type { AccountDirectory } from '../../s3/define.ts';
import type { ServicePut } from '../../s3/service.ts';
import type { Bucket, Buckets } from '../../store/buckets.ts';
import type { Objects } from '../../store/objects.ts';
import type { Clock } from '../../store/surroundings.ts';
import type { Job } from '../job.ts';
import type { RecordAct } from '../service/service-act.ts';
import { serviceRequest } from '../service/service-request.ts';
import { type LoggingTarget, logObjectKey, partitionOf } from './log-object-key.ts';
import { readyFiles, type SpooledLine } from './spool.ts';

export interface AccessLogDelivery {
  readonly folder: string;
  readonly ownWriter: string;
  readonly buckets: Buckets;
  readonly objects: Pick<Objects, 'update'>;
  readonly accounts: AccountDirectory;
  readonly put: (put: ServicePut) => Promise<Reply>;
  readonly record: RecordAct;
  readonly clock: Clock;
  readonly intervalMs: number;
  /** Told of lines that could not be delivered: the target refuses them, or is not there. */
  readonly lost: (bucket: string, lines: number, reason: string) => void;
}

const leastPeriodMs = 250;
const longestPeriodMs = 60_000;
/** At most so much is read into memory and delivered at a time. */
const bytesAtOnce = 16 * 1024 * 1024;

/** Makes log objects of what the workers have spooled. What a crash interrupts is delivered again. */
export function deliverAccessLogs(parts: AccessLogDelivery): Job {
  const { folder, ownWriter, intervalMs } = parts;
  return {
    name: 'deliver-access-logs',
    everyMs: Math.min(Math.max(intervalMs / 4, leastPeriodMs), longestPeriodMs),
    hasWork: async () => (await readyFiles(folder, ownWriter)).length > 0,
    async run({ signal }) {
      const counts = { objects: 0, lines: 0, lost: 0 };
      while (!signal.aborted) {
        const files = await firstFiles(await readyFiles(folder, ownWriter));
        if (files.length === 0) break;
        await deliver(parts, await readLines(files), counts);
        for (const file of files) await rm(file, { force: true });
      }
      return { counts };
    },
  };
}

async function firstFiles(files: readonly string[]): Promise<string[]> {
  const taken: string[] = [];
  let bytes = 0;
  for (const file of files) {
    bytes += (await stat(file)).size;
    if (taken.length > 0 && bytes > bytesAtOnce) break;
    taken.push(file);
  }
  return taken;
}

async function readLines(files: readonly string[]): Promise<SpooledLine[]> {
  const lines: SpooledLine[] = [];
  for (const file of files) {
    for (const text of (await readFile(file, 'utf8')).split('\n')) {
      const line = readLine(text);
      if (line !== undefined) lines.push(line);
    }
  }
  return lines.sort((a, b) => a.atMs - b.atMs);
}

/** The end of a file that a crash cut off is no line. */
function readLine(text: string): SpooledLine | undefined {
  try {
    const line: SpooledLine = JSON.parse(text);
    return line;
  } catch {
    return undefined;
  }
}

interface Counts {
  objects: number;
  lines: number;
  lost: number;
}

async function deliver(
  parts: AccessLogDelivery,
  lines: readonly SpooledLine[],
  counts: Counts,
): Promise<void> {
  const { buckets } = parts;
  for (const [bucketId, ofBucket] of Map.groupBy(lines, ({ bucketId: id }) => id)) {
    const source = await buckets.get(ofBucket[0]?.bucket ?? '');
    // Neither a bucket that was made again under the name nor one whose log was ended gets them.
    if (source?.id !== bucketId) continue;
    const logging = await keptConfiguration(buckets, source, 'logging');
    const target = logging?.LoggingEnabled;
    if (target === undefined) continue;
    const byPart = Map.groupBy(ofBucket, ({ atMs }) => partitionOf(target, atMs));
    for (const [partition, together] of byPart) {
      const reason = await deliverObject(parts, source, target, partition, together);
      if (reason === undefined) {
        counts.objects++;
        counts.lines += together.length;
      } else {
        counts.lost += together.length;
        parts.lost(source.name, together.length, reason);
      }
    }
  }
}

/** @returns why the target does not take it; undefined for success */
async function deliverObject(
  parts: AccessLogDelivery,
  source: Bucket,
  target: LoggingTarget,
  partition: string,
  lines: readonly SpooledLine[],
): Promise<string | undefined> {
  const { buckets, put, record, clock } = parts;
  const bucket = await buckets.get(target.TargetBucket);
  if (bucket === undefined) return `there is no bucket ${target.TargetBucket}`;
  const key = logObjectKey(target, source, partition, clock());
  const body = Buffer.from(`${lines.map(({ line }) => line).join('\n')}\n`);
  const headers = { 'content-length': String(body.length), 'content-type': 'text/plain' };
  const request = serviceRequest(loggingService, 'PUT', bucket.name, key, { headers, body });
  const caller = serviceCaller(loggingService);
  const decisions: DecisionRecord[] = [];
  const about = { operation: 'PutObject', request, caller, bucket, key, versionId: undefined };
  const tell = (error: unknown) => record({ ...about, sizeBytes: body.length, decisions, error });
  try {
    const { headers: answered } = await put({
      request,
      caller,
      target: { bucket: bucket.name, key },
      facts: new Map([
        ['aws:sourcearn', bucketArn(source.name)],
        ['aws:sourceaccount', source.accountId],
      ]),
      record: (decided) => void decisions.push(decided),
    });
    await applyGrants(parts, bucket, key, target, answered['x-amz-version-id'] ?? 'null');
    tell(undefined);
    return undefined;
  } catch (error) {
    tell(error);
    // A defect, or a full disk: the lines stay where they are, and are tried again.
    if (!(error instanceof ServiceError) || error.status >= 500) throw error;
    return `${error.code}: ${error.message}`;
  }
}

/** Whom the configuration grants the log objects to; it means nothing where there are no lists. */
async function applyGrants(
  { objects, accounts }: AccessLogDelivery,
  bucket: Bucket,
  key: string,
  { TargetGrants: entries = [] }: LoggingTarget,
  versionId: string,
): Promise<void> {
  if (entries.length === 0 || !hasAcls(bucket)) return;
  const granted = await grantsOfEntries(entries, accounts);
  const acl = writeGrants([fullControl(bucket.ownerId), ...granted]);
  await objects.update(bucket.id, key, versionId, { acl });
}
