import type {
  AliasPageInput,
  KeyAlias,
  KeyPage,
  KeyPageInput,
  KeyRotation,
  KeyState,
  Keys,
  StoredKey,
} from '../../keys.ts';
import { packTags, unpackTags } from './bucket-rows.ts';
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
  readonly policy: string | null;
  readonly tags: string | null;
  readonly deletion_ms: number | null;
  readonly rotation_days: number | null;
  readonly rotation_since_ms: number | null;
  readonly rotations: string | null;
}

interface AliasRow {
  readonly account_id: string;
  readonly name: string;
  readonly key_id: string;
  readonly created_ms: number;
  readonly updated_ms: number | null;
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
    sealedMaterials: materialsOf(row.sealed_material),
    policy: row.policy ?? undefined,
    tags: unpackTags(row.tags),
    deletionMs: row.deletion_ms ?? undefined,
    rotation: rotationOf(row),
    rotations: row.rotations === null ? undefined : JSON.parse(row.rotations),
  };
}

/** Several materials stand in one column, apart by a space. */
function materialsOf(text: string): readonly [string, ...string[]] {
  const [first = '', ...others] = text.split(' ');
  return [first, ...others];
}

function rotationOf(row: KeyRow): KeyRotation | undefined {
  const { rotation_days: days, rotation_since_ms: sinceMs } = row;
  return days === null || sinceMs === null ? undefined : { days, sinceMs };
}

function aliasOf(row: AliasRow): KeyAlias {
  const { account_id: accountId, name, key_id: keyId, created_ms: createdAtMs } = row;
  return { accountId, name, keyId, createdAtMs, updatedAtMs: row.updated_ms ?? createdAtMs };
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
    due: database.query<KeyRow>(
      "SELECT * FROM keys WHERE state = 'PendingDeletion' AND deletion_ms <= ?",
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
  return { ...keysOf(database, statements), ...aliasesOf(database, statements) };
}

type Statements = ReturnType<typeof statementsOf>;
type AliasCalls = 'createAlias' | 'updateAlias' | 'deleteAlias' | 'aliases';

function keysOf(database: Database, statements: Statements): Omit<Keys, AliasCalls> {
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
        insertAlias(database, { accountId, name, keyId, createdAtMs, updatedAtMs: createdAtMs });
        return key;
      }),
    byId: async (keyId) => read(statements.byId.get(keyId)),
    byAlias: async (accountId, name) => read(statements.byAlias.get(accountId, name)),
    list: async ({ accountId, after = '', limit }: KeyPageInput) =>
      pageOf(statements.list.all(accountId, after, limit + 1), limit, keyOf),
    update: (keyId, change, expected) =>
      database.write(() => {
        const present = statements.byId.get(keyId);
        if (present === undefined) return 'missing';
        if (expected !== undefined && present.state !== expected) return 'changed';
        updateKey(database, { ...keyOf(present), ...change });
        return 'updated';
      }),
    rotate: (key, sealedMaterial, rotation, sinceMs) =>
      database.write(() => {
        const present = read(statements.byId.get(key.keyId));
        if (present?.sealedMaterials.length !== key.sealedMaterials.length) return 'changed';
        updateKey(database, {
          ...present,
          sealedMaterials: [...present.sealedMaterials, sealedMaterial],
          rotations: [...(present.rotations ?? []), rotation],
          rotation:
            present.rotation && sinceMs !== undefined
              ? { ...present.rotation, sinceMs }
              : present.rotation,
        });
        return 'rotated';
      }),
    deleteDue: (nowMs) =>
      database.write(() => {
        for (const { key_id: keyId } of statements.due.all(nowMs)) {
          database.command('DELETE FROM key_aliases WHERE key_id = ?').run(keyId);
          database.command('DELETE FROM keys WHERE key_id = ?').run(keyId);
        }
      }),
  };
}

function aliasesOf(database: Database, statements: Statements): Pick<Keys, AliasCalls> {
  return {
    createAlias: (alias, limit) =>
      database.write(() => {
        if (statements.byId.get(alias.keyId) === undefined) return 'no-such-key';
        if (statements.alias.get(alias.accountId, alias.name) !== undefined) return 'exists';
        if ((statements.aliasCount.get(alias.keyId)?.count ?? 0) >= limit) return 'limit';
        insertAlias(database, alias);
        return 'created';
      }),
    updateAlias: ({ accountId, name, keyId, updatedAtMs }, limit) =>
      database.write(() => {
        if (statements.byId.get(keyId) === undefined) return 'no-such-key';
        const present = statements.alias.get(accountId, name);
        if (present === undefined) return 'missing';
        const isOther = present.key_id !== keyId;
        if (isOther && (statements.aliasCount.get(keyId)?.count ?? 0) >= limit) return 'limit';
        database
          .command(
            'UPDATE key_aliases SET key_id = ?, updated_ms = ? WHERE account_id = ? AND name = ?',
          )
          .run(keyId, updatedAtMs, accountId, name);
        return 'updated';
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
      'INSERT INTO keys (key_id, account_id, arn, manager, created_ms, state, description, ' +
        'sealed_material) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(
      key.keyId,
      key.accountId,
      key.arn,
      key.manager,
      key.createdAtMs,
      key.state,
      key.description,
      key.sealedMaterials.join(' '),
    );
  updateKey(database, key);
}

/** Everything of a key that may change. */
function updateKey(database: Database, key: StoredKey): void {
  database
    .command(
      'UPDATE keys SET state = ?, description = ?, sealed_material = ?, policy = ?, tags = ?, ' +
        'deletion_ms = ?, rotation_days = ?, rotation_since_ms = ?, rotations = ? WHERE key_id = ?',
    )
    .run(
      key.state,
      key.description,
      key.sealedMaterials.join(' '),
      key.policy ?? null,
      packTags(key.tags),
      key.deletionMs ?? null,
      key.rotation?.days ?? null,
      key.rotation?.sinceMs ?? null,
      key.rotations === undefined ? null : JSON.stringify(key.rotations),
      key.keyId,
    );
}

function insertAlias(database: Database, alias: KeyAlias): void {
  database
    .command(
      'INSERT INTO key_aliases (account_id, name, key_id, created_ms, updated_ms) ' +
        'VALUES (?, ?, ?, ?, ?)',
    )
    .run(alias.accountId, alias.name, alias.keyId, alias.createdAtMs, alias.updatedAtMs);
}
