import type { AccessKey, AccessKeyStore, KeyOwner } from '../../../identities/access-keys.ts';
import type { Missing } from '../../../identities/outcome.ts';
import { accountReader } from './accounts.ts';
import { type CountRow, done, type IdentityContext, overLimit, pageOf } from './context.ts';
import { userReader } from './user-rows.ts';
import { missingUser } from './users.ts';

interface KeyRow {
  readonly access_key_id: string;
  readonly account_id: string;
  readonly user_id: string | null;
  readonly user_name: string | null;
  readonly sealed_secret: string;
  readonly active: number;
  readonly created_ms: number;
  readonly used_ms: number | null;
  readonly used_service: string | null;
  readonly used_region: string | null;
}

const selectKey =
  'SELECT k.*, u.name AS user_name, l.at_ms AS used_ms, l.service AS used_service, ' +
  'l.region AS used_region FROM access_keys k LEFT JOIN users u USING (user_id) ' +
  'LEFT JOIN access_key_uses l USING (access_key_id) ';

function keyOf(row: KeyRow): AccessKey {
  return {
    accessKeyId: row.access_key_id,
    accountId: row.account_id,
    userId: row.user_id ?? undefined,
    userName: row.user_name ?? undefined,
    sealedSecret: row.sealed_secret,
    status: row.active !== 0 ? 'Active' : 'Inactive',
    createdAtMs: row.created_ms,
    lastUsed:
      row.used_ms === null
        ? undefined
        : {
            atMs: row.used_ms,
            service: row.used_service ?? '',
            region: row.used_region ?? '',
          },
  };
}

/** Finds a key by its id. */
export function keyReader({ database }: IdentityContext) {
  const byId = database.query<KeyRow>(`${selectKey} WHERE k.access_key_id = ?`);
  return (accessKeyId: string): AccessKey | undefined => {
    const row = byId.get(accessKeyId);
    return row && keyOf(row);
  };
}

function statementsOf({ database }: IdentityContext) {
  return {
    // `IS` finds root's keys too, whose user id is NULL.
    list: database.query<KeyRow>(
      `${selectKey} WHERE k.account_id = ?1 AND k.user_id IS ?2 ` +
        'AND (k.created_ms, k.access_key_id) > (?3, ?4) ' +
        'ORDER BY k.created_ms, k.access_key_id LIMIT ?5',
    ),
    all: database.query<KeyRow>(
      `${selectKey} WHERE k.access_key_id > ? ORDER BY k.access_key_id LIMIT ?`,
    ),
    count: database.query<CountRow>(
      'SELECT count(*) AS count FROM access_keys WHERE account_id = ? AND user_id IS ?',
    ),
    insert: database.command('INSERT INTO access_keys VALUES (?, ?, ?, ?, 1, ?)'),
    setActive: database.command('UPDATE access_keys SET active = ? WHERE access_key_id = ?'),
    reseal: database.command(
      'UPDATE access_keys SET sealed_secret = ? WHERE access_key_id = ? AND sealed_secret = ?',
    ),
    remove: database.command('DELETE FROM access_keys WHERE access_key_id = ?'),
    removeUse: database.command('DELETE FROM access_key_uses WHERE access_key_id = ?'),
  };
}

const missingKey = (name: string): Missing => ({ outcome: 'missing', what: 'access-key', name });

/** A page ends at a time and an id: keys may be made in the same millisecond. */
function parseMarker(after: string | undefined): readonly [createdMs: number, id: string] {
  if (after === undefined) return [-1, ''];
  const colon = after.indexOf(':');
  return [Number(after.slice(0, colon)) || 0, after.slice(colon + 1)];
}

/** Long-term access keys of users and of root. */
export function accessKeyStore(context: IdentityContext): AccessKeyStore {
  const statements = statementsOf(context);
  const users = userReader(context);
  const account = accountReader(context);
  const find = keyReader(context);
  /** The user id under which the keys are kept; null for root. */
  const ownerOf = ({ accountId, userName }: KeyOwner) => {
    if (!account(accountId)) {
      return { outcome: 'missing', what: 'account', name: accountId } as const;
    }
    if (userName === undefined) return { outcome: 'found', userId: null } as const;
    const user = users.byName(accountId, userName);
    return user ? ({ outcome: 'found', userId: user.userId } as const) : missingUser(userName);
  };
  /** The refusal when the owner or its key is not there. */
  const missingOf = (owner: KeyOwner, accessKeyId: string): Missing | undefined => {
    const found = ownerOf(owner);
    if (found.outcome === 'missing') return found;
    const key = find(accessKeyId);
    const owned = key?.accountId === owner.accountId && (key.userId ?? null) === found.userId;
    return owned ? undefined : missingKey(accessKeyId);
  };
  return {
    createAccessKey: (owner, { accessKeyId, sealedSecret, createdAtMs }) =>
      context.change(() => {
        const found = ownerOf(owner);
        if (found.outcome === 'missing') return found;
        if (find(accessKeyId)) {
          return { outcome: 'exists', what: 'access-key', name: accessKeyId };
        }
        const { accountId } = owner;
        const count = (statements.count.get(accountId, found.userId)?.count ?? 0) + 1;
        const refused = overLimit(context, 'AccessKeysPerUser', count);
        if (refused) return refused;
        statements.insert.run(accessKeyId, accountId, found.userId, sealedSecret, createdAtMs);
        const value = find(accessKeyId);
        if (!value) throw new Error('An access key that was just written cannot be read.');
        return { outcome: 'created', value };
      }),
    accessKey: async (accessKeyId) => find(accessKeyId),
    listAccessKeys: async (owner, { after, limit }) => {
      const found = ownerOf(owner);
      if (found.outcome === 'missing') return found;
      const [createdMs, id] = parseMarker(after);
      const rows = statements.list.all(owner.accountId, found.userId, createdMs, id, limit + 1);
      return pageOf(rows, limit, keyOf, (row) => `${row.created_ms}:${row.access_key_id}`);
    },
    updateAccessKey: (owner, accessKeyId, status) =>
      context.change(() => {
        const missing = missingOf(owner, accessKeyId);
        if (missing) return missing;
        statements.setActive.run(status === 'Active' ? 1 : 0, accessKeyId);
        return done;
      }),
    deleteAccessKey: (owner, accessKeyId) =>
      context.change(() => {
        const missing = missingOf(owner, accessKeyId);
        if (missing) return missing;
        statements.remove.run(accessKeyId);
        statements.removeUse.run(accessKeyId);
        return done;
      }),
    listSealedSecrets: async ({ after, limit }) =>
      pageOf(statements.all.all(after ?? '', limit + 1), limit, keyOf, (row) => row.access_key_id),
    resealAccessKey: (accessKeyId, from, to) =>
      context.change(() =>
        statements.reseal.run(to, accessKeyId, from) > 0 ? done : missingKey(accessKeyId),
      ),
  };
}
