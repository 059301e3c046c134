import type { User } from '../../../identities/users.ts';
import { fold, type IdentityContext } from './context.ts';
import { tagTable } from './tags.ts';

export interface UserRow {
  readonly user_id: string;
  readonly account_id: string;
  readonly name: string;
  readonly name_key: string;
  readonly path: string;
  readonly boundary_arn: string | null;
  readonly created_ms: number;
  readonly password_used_ms: number | null;
}

export const selectUser =
  'SELECT u.*, p.at_ms AS password_used_ms FROM users u ' +
  'LEFT JOIN password_uses p ON p.principal_id = u.user_id ';

/** Reads users whole, tags too. */
export function userReader(context: IdentityContext) {
  const { database } = context;
  const tags = tagTable(context);
  const byName = database.query<UserRow>(`${selectUser} WHERE u.account_id = ? AND u.name_key = ?`);
  const byId = database.query<UserRow>(`${selectUser} WHERE u.user_id = ?`);
  const userOf = (row: UserRow): User => ({
    accountId: row.account_id,
    userId: row.user_id,
    userName: row.name,
    path: row.path,
    createdAtMs: row.created_ms,
    passwordLastUsedAtMs: row.password_used_ms ?? undefined,
    permissionsBoundary: row.boundary_arn ?? undefined,
    tags: tags.of(row.user_id),
  });
  return {
    userOf,
    byName(accountId: string, userName: string): User | undefined {
      const row = byName.get(accountId, fold(userName));
      return row && userOf(row);
    },
    byId(userId: string): User | undefined {
      const row = byId.get(userId);
      return row && userOf(row);
    },
  };
}
