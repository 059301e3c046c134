import { createHash } from 'node:crypto';
import type { GrantPlace } from './grant-policy.ts';

/**
 * The IAM path of everything that a grant makes. What stands there may be changed and deleted by
 * `grant` and `revoke`; what stands elsewhere belongs to somebody and is only attached to.
 */
export const grantPath = '/strongroom/';

const maxPolicyName = 128;
const maxUserName = 64;
const digestLength = 8;

/** The managed policy of a role at a place: one name for the same grant, so that it can be found. */
export function policyName(role: string, place: Pick<GrantPlace, 'bucket' | 'prefix'>): string {
  return fitting([place.bucket, role, place.prefix].filter(Boolean).join('-'), maxPolicyName);
}

/** The user of a grant where none is named. */
export function defaultUserName(
  role: string,
  place: Pick<GrantPlace, 'bucket' | 'prefix'>,
): string {
  return fitting([place.bucket, role, place.prefix].filter(Boolean).join('-'), maxUserName);
}

/** A name that IAM takes; what had to be changed for that is told apart by a digest. */
function fitting(wanted: string, limit: number): string {
  const name = wanted.replace(/\/$/, '').replaceAll(/[^A-Za-z0-9+=,.@_-]/g, '-');
  const isWhole = name === wanted.replace(/\/$/, '') && name.length <= limit;
  if (isWhole) return name;
  const digest = createHash('sha256').update(wanted).digest('hex').slice(0, digestLength);
  return `${name.slice(0, limit - digestLength - 1)}-${digest}`;
}

/** The ARN of a policy that grants make. */
export function grantPolicyArn(partition: string, accountId: string, name: string): string {
  return `arn:${partition}:iam::${accountId}:policy${grantPath}${name}`;
}
