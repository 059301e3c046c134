import { randomBytes } from 'node:crypto';
import type { LoggingConfiguration } from '../../s3/configurations/logging.ts';
import type { Bucket } from '../../store/buckets.ts';

export type LoggingTarget = NonNullable<LoggingConfiguration['LoggingEnabled']>;

const uniqueBytes = 8;

/** How records are told apart that go into objects of their own: by the day of the event, or not. */
export function partitionOf(target: LoggingTarget, eventAtMs: number): string {
  return isByEventTime(target) ? new Date(eventAtMs).toISOString().slice(0, 10) : '';
}

function isByEventTime({ TargetObjectKeyFormat: format }: LoggingTarget): boolean {
  return format?.PartitionedPrefix?.PartitionDateSource === 'EventTime';
}

/**
 * The key of a log object ("Amazon S3 key format for log objects").
 * @param partition of `partitionOf`
 */
export function logObjectKey(
  target: LoggingTarget,
  source: Pick<Bucket, 'name' | 'accountId' | 'region'>,
  partition: string,
  deliveredAtMs: number,
): string {
  const [day = '', rest = ''] = new Date(deliveredAtMs).toISOString().split('T');
  const time = rest.slice(0, 8).replaceAll(':', '-');
  const unique = randomBytes(uniqueBytes).toString('hex').toUpperCase();
  const { TargetPrefix: prefix, TargetObjectKeyFormat: format } = target;
  if (format?.PartitionedPrefix === undefined) return `${prefix}${day}-${time}-${unique}`;
  const place = `${source.accountId}/${source.region}/${source.name}`;
  // An object with a day's events has no time of its own.
  const shownDay = partition === '' ? day : partition;
  const shownTime = partition === '' ? time : '00-00-00';
  return `${prefix}${place}/${shownDay.replaceAll('-', '/')}/${shownDay}-${shownTime}-${unique}`;
}
