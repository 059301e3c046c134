import type { Missing } from '../../../identities/outcome.ts';
import type { LoginProfile, UserStore } from '../../../identities/users.ts';
import { type CountRow, done, type IdentityContext } from './context.ts';
import { userReader } from './user-rows.ts';

/** AWS's largest PasswordReusePrevention; more hashes are never needed. */
const rememberedPasswords = 24;

interface LoginProfileRow {
  readonly password_hash: string;
  readonly created_ms: number;
  readonly changed_ms: number;
  readonly reset_required: number;
}

type LoginProfilePart = Pick<
  UserStore,
  'createLoginProfile' | 'loginProfile' | 'updateLoginProfile' | 'deleteLoginProfile'
>;

function statementsOf({ database }: IdentityContext) {
  return {
    select: database.query<LoginProfileRow>('SELECT * FROM login_profiles WHERE user_id = ?'),
    earlier: database.query<{ readonly password_hash: string }>(
      'SELECT password_hash FROM earlier_passwords WHERE user_id = ? ORDER BY number DESC',
    ),
    insert: database.command('INSERT INTO login_profiles VALUES (?, ?, ?, ?, ?)'),
    update: database.command(
      'UPDATE login_profiles SET password_hash = ?, changed_ms = ?, reset_required = ? ' +
        'WHERE user_id = ?',
    ),
    lastNumber: database.query<CountRow>(
      'SELECT coalesce(max(number), 0) AS count FROM earlier_passwords WHERE user_id = ?',
    ),
    remember: database.command('INSERT INTO earlier_passwords VALUES (?, ?, ?)'),
    forgetOld: database.command('DELETE FROM earlier_passwords WHERE user_id = ? AND number <= ?'),
    remove: database.command('DELETE FROM login_profiles WHERE user_id = ?'),
    forget: database.command('DELETE FROM earlier_passwords WHERE user_id = ?'),
  };
}

const missing = (what: 'user' | 'login-profile', name: string): Missing => ({
  outcome: 'missing',
  what,
  name,
});

/** Sign-in passwords as hashes, with those before them. */
export function loginProfileStore(context: IdentityContext): LoginProfilePart {
  const statements = statementsOf(context);
  const users = userReader(context);
  const profileOf = (userId: string, row: LoginProfileRow): LoginProfile => ({
    passwordHash: row.password_hash,
    createdAtMs: row.created_ms,
    changedAtMs: row.changed_ms,
    resetRequired: row.reset_required !== 0,
    earlierHashes: statements.earlier.all(userId).map((earlier) => earlier.password_hash),
  });
  const remember = (userId: string, hash: string): void => {
    const number = (statements.lastNumber.get(userId)?.count ?? 0) + 1;
    statements.remember.run(userId, number, hash);
    statements.forgetOld.run(userId, number - rememberedPasswords);
  };
  return {
    createLoginProfile: (accountId, userName, { passwordHash, atMs, resetRequired }) =>
      context.change(() => {
        const user = users.byName(accountId, userName);
        if (!user) return missing('user', userName);
        if (statements.select.get(user.userId)) {
          return { outcome: 'exists', what: 'login-profile', name: userName };
        }
        statements.insert.run(user.userId, passwordHash, atMs, atMs, Number(resetRequired));
        const value: LoginProfile = {
          passwordHash,
          createdAtMs: atMs,
          changedAtMs: atMs,
          resetRequired,
          earlierHashes: [],
        };
        return { outcome: 'created', value };
      }),
    loginProfile: async (accountId, userName) => {
      const user = users.byName(accountId, userName);
      if (!user) return missing('user', userName);
      const row = statements.select.get(user.userId);
      return row ? profileOf(user.userId, row) : missing('login-profile', userName);
    },
    updateLoginProfile: (accountId, userName, { passwordHash, resetRequired, atMs }) =>
      context.change(() => {
        const user = users.byName(accountId, userName);
        if (!user) return missing('user', userName);
        const row = statements.select.get(user.userId);
        if (!row) return missing('login-profile', userName);
        if (passwordHash !== undefined) remember(user.userId, row.password_hash);
        statements.update.run(
          passwordHash ?? row.password_hash,
          passwordHash === undefined ? row.changed_ms : atMs,
          resetRequired === undefined ? row.reset_required : Number(resetRequired),
          user.userId,
        );
        return done;
      }),
    deleteLoginProfile: (accountId, userName) =>
      context.change(() => {
        const user = users.byName(accountId, userName);
        if (!user) return missing('user', userName);
        if (statements.remove.run(user.userId) === 0) return missing('login-profile', userName);
        statements.forget.run(user.userId);
        return done;
      }),
  };
}
