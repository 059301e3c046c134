import { part } from '../../frame/route.ts';

/** Where a role's own page is. */
export function rolePath(roleName: string): string {
  return `/iam/roles/details/${part(roleName)}`;
}
