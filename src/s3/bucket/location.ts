import { ServiceError } from '../../operation/errors.ts';

/** The one region that is not named in a LocationConstraint. */
export const usEast1 = 'us-east-1';

/** The name that eu-west-1 had first. */
const formerEuWest1 = 'EU';

/**
 * Holds the LocationConstraint of a new bucket to the region that this endpoint serves.
 * @throws ServiceError InvalidLocationConstraint, IllegalLocationConstraintException
 */
export function checkLocation(constraint: string | undefined, region: string): void {
  if (constraint === undefined || constraint === '') {
    if (region !== usEast1) throw new ServiceError('IllegalLocationConstraintException');
    return;
  }
  const wanted = constraint === formerEuWest1 ? 'eu-west-1' : constraint;
  if (wanted === region && wanted !== usEast1) return;
  if (wanted === usEast1 || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(wanted)) {
    throw new ServiceError('InvalidLocationConstraint', {
      fields: { LocationConstraint: constraint },
    });
  }
  throw new ServiceError('IllegalLocationConstraintException', {
    message: `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  });
}
