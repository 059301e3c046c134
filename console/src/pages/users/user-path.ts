import { part } from '../../frame/route.ts';

/** Where a user's own page is. */
export function userPath(userName: string): string {
  return `/iam/users/details/${part(userName)}`;
}
