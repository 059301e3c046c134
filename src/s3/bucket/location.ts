import { ServiceError } from '../../operation/errors.ts';
import type { S3Context } from '../define.ts';

/** The one region that is not named in a LocationConstraint. */
export const usEast1 = 'us-east-1';

/** The name that eu-west-1 had first. */
const formerEuWest1 = 'EU';

/**
 * The region that a request is addressed to. One endpoint answers for every region: the client says
 * in its credential scope which one it means (docs/decisions/0006).
 */
export function addressedRegion({ caller, settings }: S3Context): string {
  return caller.authentication.scopeRegion || settings.region;
}

/**
 * The region of a new bucket. Only us-east-1 takes a request that names none, or another one.
 * @throws ServiceError InvalidLocationConstraint, IllegalLocationConstraintException
 */
export function regionOfNewBucket(constraint: string | undefined, addressed: string): string {
  if (constraint === undefined || constraint === '') {
    if (addressed !== usEast1) throw new ServiceError('IllegalLocationConstraintException');
    return usEast1;
  }
  const wanted = constraint === formerEuWest1 ? 'eu-west-1' : constraint;
  if (wanted === usEast1 || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(wanted)) {
    throw new ServiceError('InvalidLocationConstraint', {
      fields: { LocationConstraint: constraint },
    });
  }
  if (wanted === addressed || addressed === usEast1) return wanted;
  throw new ServiceError('IllegalLocationConstraintException', {
    message: `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  });
}
