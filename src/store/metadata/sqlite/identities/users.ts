import type { Blocker, Conflict, Missing } from '../../../identities/outcome.ts';
import type { NewUser, User, UserStore } from '../../../identities/users.ts';
import { type CountRow, done, fold, type IdentityContext, overLimit, pageOf } from './context.ts';
import { loginProfileStore } from './login-profiles.ts';
import { attachablePolicies } from './managed-policy-lookup.ts';
import { tagTable, tooManyTags } from './tags.ts';
import { selectUser, type UserRow, userReader } from './user-rows.ts';

/** The refusal that names a user. */
export function missingUser(name: string): Missing {
  return { outcome: 'missing', what: 'user', name };
}

function statementsOf({ database }: IdentityContext) {
  return {
    list: database.query<UserRow>(
      `${selectUser} WHERE u.account_id = ?1 AND u.name_key > ?2 ` +
        'AND substr(u.path, 1, length(?3)) = ?3 ORDER BY u.name_key LIMIT ?4',
    ),
    count: database.query<CountRow>('SELECT count(*) AS count FROM users WHERE account_id = ?'),
    insert: database.command('INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ?)'),
    update: database.command('UPDATE users SET name = ?, name_key = ?, path = ? WHERE user_id = ?'),
    remove: database.command('DELETE FROM users WHERE user_id = ?'),
  };
}

/** What keeps a user from being deleted, in the order in which AWS complains. */
const blockers: readonly (readonly [Blocker, string])[] = [
  ['managed-policies', 'SELECT count(*) AS count FROM policy_attachments WHERE holder_id = ?'],
  ['inline-policies', 'SELECT count(*) AS count FROM inline_policies WHERE holder_id = ?'],
  ['groups', 'SELECT count(*) AS count FROM memberships WHERE user_id = ?'],
  ['login-profile', 'SELECT count(*) AS count FROM login_profiles WHERE user_id = ?'],
  // Keys are indexed by account first.
  [
    'access-keys',
    'SELECT count(*) AS count FROM users u JOIN access_keys k USING (account_id, user_id) ' +
      'WHERE u.user_id = ?',
  ],
];

/** Finds the first thing that refers to an entity, by queries that count. */
export function blockerFinder(
  { database }: IdentityContext,
  checks: readonly (readonly [Blocker, string])[],
) {
  const queries = checks.map(([blocker, sql]) => ({
    blocker,
    query: database.query<CountRow>(sql),
  }));
  return (id: string): Conflict | undefined => {
    const found = queries.find(({ query }) => (query.get(id)?.count ?? 0) > 0);
    return found && { outcome: 'conflict', blocker: found.blocker };
  };
}

/** Removes what hangs on a principal that is gone. */
export function principalRemains({ database }: IdentityContext) {
  const commands = ['password_uses', 'service_uses', 'session_revocations'].map((table) =>
    database.command(`DELETE FROM ${table} WHERE principal_id = ?`),
  );
  return (id: string): void => {
    for (const command of commands) command.run(id);
  };
}

/** Users and their login profiles. */
export function userStore(context: IdentityContext): UserStore {
  const statements = statementsOf(context);
  const users = userReader(context);
  const tags = tagTable(context);
  const blockerOf = blockerFinder(context, blockers);
  const removeRemains = principalRemains(context);
  return {
    ...loginProfileStore(context),
    createUser: creator(context, statements),
    user: async (accountId, userName) => users.byName(accountId, userName),
    userById: async (userId) => users.byId(userId),
    listUsers: async (accountId, { after, limit, pathPrefix }) => {
      const rows = statements.list.all(accountId, after ?? '', pathPrefix ?? '', limit + 1);
      return pageOf(rows, limit, users.userOf, (row) => row.name_key);
    },
    updateUser: (accountId, userName, { newUserName, newPath }) =>
      context.change(() => {
        const user = users.byName(accountId, userName);
        if (!user) return missingUser(userName);
        const name = newUserName ?? user.userName;
        const other = users.byName(accountId, name);
        if (other && other.userId !== user.userId) {
          return { outcome: 'exists', what: 'user', name };
        }
        statements.update.run(name, fold(name), newPath ?? user.path, user.userId);
        return done;
      }),
    deleteUser: (accountId, userName) =>
      context.change(() => {
        const user = users.byName(accountId, userName);
        if (!user) return missingUser(userName);
        const conflict = blockerOf(user.userId);
        if (conflict) return conflict;
        statements.remove.run(user.userId);
        tags.clear(user.userId);
        removeRemains(user.userId);
        return done;
      }),
  };
}

function creator(
  context: IdentityContext,
  statements: ReturnType<typeof statementsOf>,
): UserStore['createUser'] {
  const users = userReader(context);
  const tags = tagTable(context);
  const unattachable = attachablePolicies(context);
  const refusal = ({ accountId, userName, permissionsBoundary, tags: given }: NewUser) => {
    if (users.byName(accountId, userName)) {
      return { outcome: 'exists', what: 'user', name: userName } as const;
    }
    const boundary = permissionsBoundary && unattachable(accountId, permissionsBoundary);
    if (boundary) return boundary;
    const count = (statements.count.get(accountId)?.count ?? 0) + 1;
    return overLimit(context, 'UsersPerAccount', count) ?? tooManyTags(context, given);
  };
  return (user) =>
    context.change(() => {
      const refused = refusal(user);
      if (refused) return refused;
      const { userId, accountId, userName, path, permissionsBoundary, createdAtMs } = user;
      const key = fold(userName);
      const boundary = permissionsBoundary ?? null;
      statements.insert.run(userId, accountId, userName, key, path, boundary, createdAtMs);
      tags.set(userId, user.tags);
      const value: User = {
        ...user,
        permissionsBoundary,
        passwordLastUsedAtMs: undefined,
        tags: tags.of(userId),
      };
      return { outcome: 'created', value };
    });
}
