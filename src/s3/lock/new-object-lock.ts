import { ServiceError } from '../../operation/errors.ts';
import type { ObjectAttributes, Retention } from '../../store/objects.ts';
import type { BucketContext } from '../define.ts';
import { lockConfiguration } from './configuration.ts';
import type { LockInput } from './headers.ts';

type ObjectLock = Pick<ObjectAttributes, 'retention' | 'legalHold'>;

/**
 * The locks of an object that is about to be made: those of the headers, else the bucket's default.
 * @throws ServiceError InvalidRequest, InvalidArgument
 */
export async function lockOfNewObject(
  context: BucketContext,
  input: LockInput,
): Promise<ObjectLock> {
  const { bucket } = context;
  const given = headerRetention(input, context.clock());
  if (!bucket.objectLockEnabled) {
    if (given === undefined && input.ObjectLockLegalHoldStatus === undefined) return {};
    throw missingConfiguration();
  }
  return {
    retention: given ?? (await defaultRetention(context)),
    legalHold: input.ObjectLockLegalHoldStatus === 'ON' ? true : undefined,
  };
}

/** The error of lock requests on a bucket that has no Object Lock. */
export function missingConfiguration(): ServiceError {
  return new ServiceError('InvalidRequest', {
    message: 'Bucket is missing Object Lock Configuration',
  });
}

function headerRetention(input: LockInput, nowMs: number): Retention | undefined {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: untilMs } = input;
  if (mode === undefined && untilMs === undefined) return undefined;
  if (mode === undefined || untilMs === undefined) {
    throw new ServiceError('InvalidArgument', {
      message:
        'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    });
  }
  checkFuture(untilMs, nowMs);
  return { mode, untilMs };
}

/** @throws ServiceError InvalidArgument */
export function checkFuture(untilMs: number, nowMs: number): void {
  if (untilMs > nowMs) return;
  throw new ServiceError('InvalidArgument', {
    message: 'The retain until date must be in the future!',
  });
}

const dayMs = 24 * 60 * 60 * 1000;

async function defaultRetention(context: BucketContext): Promise<Retention | undefined> {
  const configuration = await lockConfiguration(context);
  const rule = configuration?.Rule?.DefaultRetention;
  if (rule?.Mode === undefined) return undefined;
  const nowMs = context.clock();
  if (rule.Days !== undefined) return { mode: rule.Mode, untilMs: nowMs + rule.Days * dayMs };
  const until = new Date(nowMs);
  until.setUTCFullYear(until.getUTCFullYear() + (rule.Years ?? 0));
  return { mode: rule.Mode, untilMs: until.getTime() };
}
