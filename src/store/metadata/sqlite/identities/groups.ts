import type { Group, GroupStore } from '../../../identities/groups.ts';
import type { Missing } from '../../../identities/outcome.ts';
import { type CountRow, done, fold, type IdentityContext, overLimit, pageOf } from './context.ts';
import { selectUser, type UserRow, userReader } from './user-rows.ts';
import { blockerFinder, missingUser } from './users.ts';

interface GroupRow {
  readonly group_id: string;
  readonly account_id: string;
  readonly name: string;
  readonly name_key: string;
  readonly path: string;
  readonly created_ms: number;
}

function groupOf(row: GroupRow): Group {
  return {
    accountId: row.account_id,
    groupId: row.group_id,
    groupName: row.name,
    path: row.path,
    createdAtMs: row.created_ms,
  };
}

/** Finds a group by its id. */
export function groupReader({ database }: IdentityContext) {
  const byId = database.query<GroupRow>('SELECT * FROM user_groups WHERE group_id = ?');
  return (groupId: string): Group | undefined => {
    const row = byId.get(groupId);
    return row && groupOf(row);
  };
}

function missingGroup(name: string): Missing {
  return { outcome: 'missing', what: 'group', name };
}

function statementsOf({ database }: IdentityContext) {
  return {
    byName: database.query<GroupRow>(
      'SELECT * FROM user_groups WHERE account_id = ? AND name_key = ?',
    ),
    list: database.query<GroupRow>(
      'SELECT * FROM user_groups WHERE account_id = ?1 AND name_key > ?2 ' +
        'AND substr(path, 1, length(?3)) = ?3 ORDER BY name_key LIMIT ?4',
    ),
    count: database.query<CountRow>(
      'SELECT count(*) AS count FROM user_groups WHERE account_id = ?',
    ),
    insert: database.command('INSERT INTO user_groups VALUES (?, ?, ?, ?, ?, ?)'),
    update: database.command(
      'UPDATE user_groups SET name = ?, name_key = ?, path = ? WHERE group_id = ?',
    ),
    remove: database.command('DELETE FROM user_groups WHERE group_id = ?'),
    isMember: database.query<CountRow>(
      'SELECT count(*) AS count FROM memberships WHERE user_id = ? AND group_id = ?',
    ),
    groupsOfUser: database.query<CountRow>(
      'SELECT count(*) AS count FROM memberships WHERE user_id = ?',
    ),
    addMember: database.command('INSERT INTO memberships VALUES (?, ?)'),
    removeMember: database.command('DELETE FROM memberships WHERE user_id = ? AND group_id = ?'),
    members: database.query<UserRow>(
      `${selectUser} JOIN memberships m USING (user_id) ` +
        'WHERE m.group_id = ? AND u.name_key > ? ORDER BY u.name_key LIMIT ?',
    ),
    ofUser: database.query<GroupRow>(
      'SELECT g.* FROM memberships m JOIN user_groups g USING (group_id) ' +
        'WHERE m.user_id = ? AND g.name_key > ? ORDER BY g.name_key LIMIT ?',
    ),
  };
}

type GroupStatements = ReturnType<typeof statementsOf>;
type MembershipPart = Pick<
  GroupStore,
  'addUserToGroup' | 'removeUserFromGroup' | 'listGroupMembers' | 'listGroupsOfUser'
>;

function membershipPart(context: IdentityContext, statements: GroupStatements): MembershipPart {
  const users = userReader(context);
  /** Both ends of a membership, or what is missing; AWS looks for the group first. */
  const ends = (accountId: string, groupName: string, userName: string) => {
    const group = statements.byName.get(accountId, fold(groupName));
    if (!group) return missingGroup(groupName);
    const user = users.byName(accountId, userName);
    if (!user) return missingUser(userName);
    return { outcome: 'found', groupId: group.group_id, userId: user.userId } as const;
  };
  return {
    addUserToGroup: (accountId, groupName, userName) =>
      context.change(() => {
        const both = ends(accountId, groupName, userName);
        if (both.outcome === 'missing') return both;
        const { userId, groupId } = both;
        if (statements.isMember.get(userId, groupId)?.count) return done;
        const count = (statements.groupsOfUser.get(userId)?.count ?? 0) + 1;
        const refused = overLimit(context, 'GroupsPerUser', count);
        if (refused) return refused;
        statements.addMember.run(userId, groupId);
        return done;
      }),
    removeUserFromGroup: (accountId, groupName, userName) =>
      context.change(() => {
        const both = ends(accountId, groupName, userName);
        if (both.outcome === 'missing') return both;
        return statements.removeMember.run(both.userId, both.groupId) > 0
          ? done
          : { outcome: 'missing', what: 'membership', name: userName };
      }),
    listGroupMembers: async (accountId, groupName, { after, limit }) => {
      const group = statements.byName.get(accountId, fold(groupName));
      if (!group) return missingGroup(groupName);
      const rows = statements.members.all(group.group_id, after ?? '', limit + 1);
      return pageOf(rows, limit, users.userOf, (row) => row.name_key);
    },
    listGroupsOfUser: async (accountId, userName, { after, limit }) => {
      const user = users.byName(accountId, userName);
      if (!user) return missingUser(userName);
      const rows = statements.ofUser.all(user.userId, after ?? '', limit + 1);
      return pageOf(rows, limit, groupOf, (row) => row.name_key);
    },
  };
}

/** Groups of users and who is in them. */
export function groupStore(context: IdentityContext): GroupStore {
  const statements = statementsOf(context);
  const blockerOf = blockerFinder(context, [
    ['members', 'SELECT count(*) AS count FROM memberships WHERE group_id = ?'],
    ['managed-policies', 'SELECT count(*) AS count FROM policy_attachments WHERE holder_id = ?'],
    ['inline-policies', 'SELECT count(*) AS count FROM inline_policies WHERE holder_id = ?'],
  ]);
  const find = (accountId: string, name: string) => statements.byName.get(accountId, fold(name));
  return {
    ...membershipPart(context, statements),
    createGroup: (group) =>
      context.change(() => {
        const { groupId, accountId, groupName, path, createdAtMs } = group;
        if (find(accountId, groupName))
          return { outcome: 'exists', what: 'group', name: groupName };
        const count = (statements.count.get(accountId)?.count ?? 0) + 1;
        const refused = overLimit(context, 'GroupsPerAccount', count);
        if (refused) return refused;
        statements.insert.run(groupId, accountId, groupName, fold(groupName), path, createdAtMs);
        return { outcome: 'created', value: group };
      }),
    group: async (accountId, groupName) => {
      const row = find(accountId, groupName);
      return row && groupOf(row);
    },
    listGroups: async (accountId, { after, limit, pathPrefix }) => {
      const rows = statements.list.all(accountId, after ?? '', pathPrefix ?? '', limit + 1);
      return pageOf(rows, limit, groupOf, (row) => row.name_key);
    },
    updateGroup: (accountId, groupName, { newGroupName, newPath }) =>
      context.change(() => {
        const row = find(accountId, groupName);
        if (!row) return missingGroup(groupName);
        const name = newGroupName ?? row.name;
        const other = find(accountId, name);
        if (other && other.group_id !== row.group_id) {
          return { outcome: 'exists', what: 'group', name };
        }
        statements.update.run(name, fold(name), newPath ?? row.path, row.group_id);
        return done;
      }),
    deleteGroup: (accountId, groupName) =>
      context.change(() => {
        const row = find(accountId, groupName);
        if (!row) return missingGroup(groupName);
        const conflict = blockerOf(row.group_id);
        if (conflict) return conflict;
        statements.remove.run(row.group_id);
        return done;
      }),
  };
}
