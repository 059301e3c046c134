import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { hostId } from '../http/request-id.ts';
import { type AccessLogs, createAccessLogs } from '../jobs/access-logs/access-logs.ts';
import { Spool } from '../jobs/access-logs/spool.ts';
import type { Buckets } from '../store/buckets.ts';
import type { Log } from './log.ts';
import type { WorkerConfiguration } from './worker-protocol.ts';

/** The server access logs of this process, on their way to their buckets. */
export interface OpenAccessLogs extends AccessLogs {
  readonly folder: string;
  readonly writer: string;
  /** Writes what waits, for whoever delivers it next. */
  close(): Promise<void>;
}

/** Opens the spool of access logs in the data folder; nothing is made there before it is needed. */
export function openAccessLogs(
  { data, accessLogInterval, accessLogSize }: WorkerConfiguration,
  buckets: Buckets,
  log: Log,
): OpenAccessLogs {
  const folder = join(data, 'access-logs');
  // Process ids come again, so a random part tells two of them apart.
  const writer = `${process.pid}.${randomBytes(6).toString('hex')}`;
  const spool = new Spool({
    folder,
    writer,
    clock: Date.now,
    intervalMs: accessLogInterval,
    fileBytes: accessLogSize,
    lost: (lines, reason) => log.warn('lines of access logs are lost', { lines, reason }),
  });
  const failed = (error: unknown) =>
    log.warn('a line of an access log is lost', { lines: 1, reason: String(error) });
  const accessLogs = createAccessLogs({ buckets, spool, hostId, failed });
  return { ...accessLogs, folder, writer, close: () => spool.flush({ handOn: true }) };
}
