import type {
  Conflict,
  Created,
  Done,
  Exists,
  Missing,
  OverLimit,
  Page,
  PageRequest,
  PathPageRequest,
} from './outcome.ts';
import type { User } from './users.ts';

export interface Group {
  readonly accountId: string;
  /** AGPA... */
  readonly groupId: string;
  readonly groupName: string;
  readonly path: string;
  readonly createdAtMs: number;
}

export interface GroupStore {
  createGroup(group: Group): Promise<Created<Group> | Exists | OverLimit>;
  group(accountId: string, groupName: string): Promise<Group | undefined>;
  listGroups(accountId: string, page: PathPageRequest): Promise<Page<Group>>;
  updateGroup(
    accountId: string,
    groupName: string,
    change: { readonly newGroupName?: string | undefined; readonly newPath?: string | undefined },
  ): Promise<Done | Exists | Missing>;
  /** Blockers: members, managed-policies, inline-policies. */
  deleteGroup(accountId: string, groupName: string): Promise<Done | Conflict | Missing>;

  /** Adding a member twice is 'done', as it is with AWS. */
  addUserToGroup(
    accountId: string,
    groupName: string,
    userName: string,
  ): Promise<Done | Missing | OverLimit>;
  /** 'missing' with `membership`: both are there, but the user is not in the group. */
  removeUserFromGroup(
    accountId: string,
    groupName: string,
    userName: string,
  ): Promise<Done | Missing>;
  listGroupMembers(
    accountId: string,
    groupName: string,
    page: PageRequest,
  ): Promise<Page<User> | Missing>;
  listGroupsOfUser(
    accountId: string,
    userName: string,
    page: PageRequest,
  ): Promise<Page<Group> | Missing>;
}
