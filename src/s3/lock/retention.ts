import { ServiceError } from '../../operation/errors.ts';
import { oneOf, optional, structure, timestamp } from '../../operation/shape.ts';
import type { ObjectVersion, Retention } from '../../store/objects.ts';

export const retentionShape = structure({
  Mode: optional(oneOf('GOVERNANCE', 'COMPLIANCE')),
  RetainUntilDate: optional(timestamp()),
});

export const legalHoldShape = structure({ Status: optional(oneOf('ON', 'OFF')) });

/**
 * Whether a version's retention may become another one (undefined: none). It may always become
 * stricter; what makes it weaker needs the governance bypass, and is never allowed in compliance
 * mode until its time is over.
 * @throws ServiceError AccessDenied
 */
export function checkRetentionChange(
  { retention: current }: ObjectVersion,
  wanted: Retention | undefined,
  bypassGovernance: boolean,
  nowMs: number,
): void {
  if (current === undefined || current.untilMs <= nowMs) return;
  const isLonger = wanted !== undefined && wanted.untilMs >= current.untilMs;
  if (isLonger && wanted.mode === current.mode) return;
  if (current.mode === 'GOVERNANCE' && bypassGovernance) return;
  throw new ServiceError('AccessDenied', {
    message: 'Access Denied because object protected by object lock.',
  });
}
