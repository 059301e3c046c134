import { listGroups } from '../../api/iam/groups.ts';
import type { HolderKind } from '../../api/iam/policies.ts';
import { listRoles } from '../../api/iam/roles.ts';
import { listUsers } from '../../api/iam/users.ts';
import type { Page, PageRequest } from '../../api/query.ts';

/** Somebody whose policies are looked at. */
export interface Principal {
  readonly kind: HolderKind;
  readonly name: string;
  readonly arn: string;
}

const pageSize = 1_000;

async function all<T>(load: (page: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let marker: string | undefined;
  do {
    const page = await load({ marker, size: pageSize });
    items.push(...page.items);
    marker = page.next;
  } while (marker !== undefined);
  return items;
}

/** Every user, group and role of the account. @throws ServiceError */
export async function listPrincipals(): Promise<readonly Principal[]> {
  const [users, groups, roles] = await Promise.all([
    all(listUsers),
    all(listGroups),
    all(listRoles),
  ]);
  return [
    ...users.map(({ userName: name, arn }) => ({ kind: 'User', name, arn }) as const),
    ...groups.map(({ groupName: name, arn }) => ({ kind: 'Group', name, arn }) as const),
    ...roles.map(({ roleName: name, arn }) => ({ kind: 'Role', name, arn }) as const),
  ];
}
