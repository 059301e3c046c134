import { ServiceError } from '../../operation/errors.ts';
import type { LockConfiguration } from './configuration.ts';

const maxDays = 36_500;
const maxYears = 100;

/**
 * Holds the Object Lock of a bucket to S3's rules.
 * @throws ServiceError MalformedXML, InvalidRetentionPeriod
 */
export function checkLockConfiguration({ ObjectLockEnabled, Rule }: LockConfiguration): void {
  if (ObjectLockEnabled === undefined) throw new ServiceError('MalformedXML');
  if (Rule === undefined) return;
  const { Mode, Days, Years } = Rule.DefaultRetention ?? {};
  if (Mode === undefined || (Days === undefined) === (Years === undefined)) {
    throw new ServiceError('MalformedXML');
  }
  const period = Days ?? Years ?? 0;
  if (period <= 0)
    throw invalidPeriod('Default retention period must be a positive integer value.');
  if (period > (Days === undefined ? maxYears : maxDays)) {
    throw invalidPeriod('Default retention period too large');
  }
}

function invalidPeriod(message: string): ServiceError {
  return new ServiceError('InvalidRetentionPeriod', { message });
}
