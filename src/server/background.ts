import { randomBytes } from 'node:crypto';
import type { AuditLog } from '../audit/audit-log.ts';
import { removeAuditFiles } from '../audit/retention.ts';
import { serviceEventRecord } from '../audit/service-event.ts';
import { deliverAccessLogs } from '../jobs/access-logs/deliver-access-logs.ts';
import { collectBlobs } from '../jobs/collect-blobs.ts';
import { forgetCompletedUploads } from '../jobs/forget-completed-uploads.ts';
import type { Job } from '../jobs/job.ts';
import { runLifecycles } from '../jobs/lifecycle/lifecycle-job.ts';
import { deliverEvents } from '../jobs/notifications/deliver-events.ts';
import { type EndedTurn, type JobRunner, startJobs } from '../jobs/runner.ts';
import { scrubBlobs } from '../jobs/scrub-blobs.ts';
import type { Destinations } from '../s3/notifications/destinations.ts';
import { metadataPath } from '../store/data-folder.ts';
import type { IdentityStore } from '../store/identities.ts';
import type { Stores } from '../store/open.ts';
import { checkIntegrity } from '../store/scrub/integrity.ts';
import type { Damage } from '../store/scrubs.ts';
import type { Services } from './dispatch.ts';
import type { Log } from './log.ts';
import { watchLoopLoad } from './loop-load.ts';
import type { OpenAccessLogs } from './open-access-logs.ts';
import { auditFolderOf } from './open-audit.ts';
import { recordActs } from './record-acts.ts';
import type { WorkerConfiguration } from './worker-protocol.ts';

/** What the jobs of a process stand on. */
export interface BackgroundParts {
  readonly stores: Stores;
  readonly identities: IdentityStore;
  readonly configuration: WorkerConfiguration;
  readonly log: Log;
  readonly audit: Pick<AuditLog, 'record'> | undefined;
  readonly destinations: Destinations;
  readonly accessLogs: OpenAccessLogs;
  readonly services: Pick<Services, 'putAsService'>;
}

const clock = Date.now;
const hourMs = 60 * 60_000;

/** Every job of a data folder, once: a new one is added here. */
function jobsOf({
  stores,
  configuration,
  log,
  audit,
  destinations,
  accessLogs,
  services,
  identities,
}: BackgroundParts): readonly Job[] {
  const { region, lifecycleDay: dayMs } = configuration;
  const record = recordActs(audit, accessLogs, region, clock);
  return [
    runLifecycles({ stores, destinations, region, record, clock, dayMs }),
    deliverAccessLogs({
      record,
      clock,
      folder: accessLogs.folder,
      ownWriter: accessLogs.writer,
      buckets: stores.buckets,
      objects: stores.objects,
      accounts: identities,
      put: services.putAsService,
      intervalMs: configuration.accessLogInterval,
      lost: (bucket, lines, reason) =>
        log.warn('lines of an access log cannot be delivered', { bucket, lines, reason }),
    }),
    deliverEvents({
      outbox: stores.outbox,
      destinations,
      clock,
      lost: (destination, events, reason) =>
        log.error('events were given up', { destination, events, reason }),
    }),
    collectBlobs(stores.blobs),
    forgetCompletedUploads(stores.uploads, clock),
    scrubOf(stores, configuration, log),
    ...auditRetention(configuration),
  ];
}

/** Starts the jobs; any number of workers may, of which one at a time is in each of them. */
export function startBackground(parts: BackgroundParts): JobRunner {
  const { log, audit, configuration } = parts;
  return startJobs({
    jobs: jobsOf(parts),
    leases: parts.stores.jobs,
    // Process ids come again, so a random part tells two of them apart.
    holder: `${process.pid}.${randomBytes(6).toString('hex')}`,
    clock,
    ended: (turn) => tell(turn, log, audit, configuration.region),
  });
}

/** What happens as often as requests do is told no louder than they are. */
function isRoutine(job: string): boolean {
  return job === 'deliver-events';
}

/** What changed nothing is told to those alone who look for the details. */
function tell(
  turn: EndedTurn,
  log: Log,
  audit: Pick<AuditLog, 'record'> | undefined,
  region: string,
): void {
  const { job, durationMs, counts, error } = turn;
  const fields = { job, durationMs, ...counts };
  const didSomething = Object.values(counts).some((count) => count > 0);
  if (error !== undefined) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log.error('a job failed', { ...fields, reason });
  } else if (didSomething && !isRoutine(job)) log.info('a job ran', fields);
  else log.debug('a job ran', fields);
  if (error === undefined && (!didSomething || isRoutine(job))) return;
  audit?.record(
    serviceEventRecord({ name: job, endedAtMs: clock(), durationMs, counts, error, region }),
  );
}

function scrubOf(stores: Stores, configuration: WorkerConfiguration, log: Log): Job {
  const { data, scrubEvery: everyMs, scrubRate: bytesPerSecond } = configuration;
  const found = ({ blob, owner, detail }: Damage) =>
    log.error('what is stored is damaged', { blob, owner, detail });
  const checkDatabase = () => checkIntegrity(metadataPath(data));
  const { blobs, scrubs } = stores;
  const isBusy = watchLoopLoad();
  return scrubBlobs({ blobs, scrubs, checkDatabase, bytesPerSecond, isBusy, found, everyMs });
}

function auditRetention(configuration: WorkerConfiguration): Job[] {
  const { audit, auditRetention: keptMs } = configuration;
  if (audit === 'off' || keptMs === undefined) return [];
  const folder = auditFolderOf(configuration);
  return [
    {
      name: 'remove-audit-files',
      everyMs: hourMs,
      run: async () => {
        const nowMs = clock();
        return { counts: { removed: await removeAuditFiles(folder, nowMs - keptMs, nowMs) } };
      },
    },
  ];
}
