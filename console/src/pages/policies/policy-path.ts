import { part } from '../../frame/route.ts';

/** Where a policy's own page is. */
export function policyPath(arn: string): string {
  return `/iam/policies/details/${part(arn)}`;
}
