import { part } from '../../frame/route.ts';

/** Where a group's own page is. */
export function groupPath(groupName: string): string {
  return `/iam/groups/details/${part(groupName)}`;
}
