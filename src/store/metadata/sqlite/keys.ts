import type {
  AliasPageInput,
  KeyAlias,
  KeyPage,
  KeyPageInput,
  KeyState,
  Keys,
  StoredKey,
} from '../../keys.ts';
import type { Database } from './database.ts';

interface KeyRow {
  readonly key_id: string;
  readonly account_id: string;
  readonly arn: string;
  readonly state: KeyState;
  readonly manager: 'CUSTOMER' | 'AWS';
  readonly description: string;
  readonly created_ms: number;
  readonly sealed_material: string;
}

interface AliasRow {
  readonly account_id: string;
  readonly name: string;
  readonly key_id: string;
  readonly created_ms: number;
}

function keyOf(row: KeyRow): StoredKey {
  return {
    keyId: row.key_id,
    accountId: row.account_id,
    arn: row.arn,
    state: row.state,
    manager: row.manager,
    description: row.description,
    createdAtMs: row.created_ms,
    sealedMaterial: row.sealed_material,
  };
}

function aliasOf(row: AliasRow): KeyAlias {
  const { account_id: accountId, name, key_id: keyId, created_ms: createdAtMs } = row;
  return { accountId, name, keyId, createdAtMs };
}

function pageOf<Row, T>(rows: readonly Row[], limit: number, itemOf: (row: Row) => T): KeyPage<T> {
  return { items: rows.slice(0, limit).map(itemOf), truncated: rows.length > limit };
}

function statementsOf(database: Database) {
  return {
    byId: database.query<KeyRow>('SELECT * FROM keys WHERE key_id = ?'),
    byAlias: database.query<KeyRow>(
      'SELECT keys.* FROM key_aliases JOIN keys USING (key_id) ' +
        'WHERE key_aliases.account_id = ? AND key_aliases.name = ?',
    ),
    count: database.query<{ readonly count: number }>(
      "SELECT count(*) AS count FROM keys WHERE account_id = ? AND manager = 'CUSTOMER'",
    ),
    list: database.query<KeyRow>(
      'SELECT * FROM keys WHERE account_id = ? AND key_id > ? ORDER BY key_id LIMIT ?',
    ),
    alias: database.query<AliasRow>('SELECT * FROM key_aliases WHERE account_id = ? AND name = ?'),
    aliasCount: database.query<{ readonly count: number }>(
      'SELECT count(*) AS count FROM key_aliases WHERE key_id = ?',
    ),
    aliases: database.query<AliasRow>(
      'SELECT * FROM key_aliases WHERE account_id = ?1 AND name > ?2 ' +
        'AND (?3 IS NULL OR key_id = ?3) ORDER BY name LIMIT ?4',
    ),
  };
}

/** The keys of an SQLite database. */
export function sqliteKeys(database: Database): Keys {
  const statements = statementsOf(database);
  const read = (row: KeyRow | undefined) => (row === undefined ? undefined : keyOf(row));
  return {
    create: (key, limit) =>
      database.write(() => {
        if ((statements.count.get(key.accountId)?.count ?? 0) >= limit) return 'limit';
        insertKey(database, key);
        return 'created';
      }),
    createOnce: (key, name) =>
      database.write(() => {
        const present = read(statements.byAlias.get(key.accountId, name));
        if (present !== undefined) return present;
        insertKey(database, key);
        const { accountId, keyId, createdAtMs } = key;
        insertAlias(database, { accountId, name, keyId, createdAtMs });
        return key;
      }),
    byId: async (keyId) => read(statements.byId.get(keyId)),
    byAlias: async (accountId, name) => read(statements.byAlias.get(accountId, name)),
    list: async ({ accountId, after = '', limit }: KeyPageInput) =>
      pageOf(statements.list.all(accountId, after, limit + 1), limit, keyOf),
    setState: (keyId, state) =>
      database.write(() => {
        const changed = database
          .command('UPDATE keys SET state = ? WHERE key_id = ?')
          .run(state, keyId);
        return changed === 1 ? 'updated' : 'missing';
      }),
    createAlias: (alias, limit) =>
      database.write(() => {
        if (statements.byId.get(alias.keyId) === undefined) return 'no-such-key';
        if (statements.alias.get(alias.accountId, alias.name) !== undefined) return 'exists';
        if ((statements.aliasCount.get(alias.keyId)?.count ?? 0) >= limit) return 'limit';
        insertAlias(database, alias);
        return 'created';
      }),
    deleteAlias: (accountId, name) =>
      database.write(() => {
        const deleted = database
          .command('DELETE FROM key_aliases WHERE account_id = ? AND name = ?')
          .run(accountId, name);
        return deleted === 1 ? 'deleted' : 'missing';
      }),
    aliases: async ({ accountId, after = '', keyId, limit }: AliasPageInput) =>
      pageOf(statements.aliases.all(accountId, after, keyId ?? null, limit + 1), limit, aliasOf),
  };
}

function insertKey(database: Database, key: StoredKey): void {
  database
    .command(
      'INSERT INTO keys (key_id, account_id, arn, state, manager, description, created_ms, ' +
        'sealed_material) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(
      key.keyId,
      key.accountId,
      key.arn,
      key.state,
      key.manager,
      key.description,
      key.createdAtMs,
      key.sealedMaterial,
    );
}

function insertAlias(database: Database, alias: KeyAlias): void {
  database
    .command('INSERT INTO key_aliases (account_id, name, key_id, created_ms) VALUES (?, ?, ?, ?)')
    .run(alias.accountId, alias.name, alias.keyId, alias.createdAtMs);
}
