import type { OverLimit, Tag } from '../../../identities/outcome.ts';
import type { TaggedReference, TagStore } from '../../../identities/tags.ts';
import { type CountRow, done, fold, type IdentityContext, overLimit, pageOf } from './context.ts';

interface TagRow {
  readonly tag_key: string;
  readonly tag_name: string;
  readonly tag_value: string;
}

const tagOf = (row: TagRow): Tag => ({ key: row.tag_name, value: row.tag_value });

/** Tags by the unique id (or ARN) of what carries them; the changes run inside a transaction. */
export function tagTable(context: IdentityContext) {
  const { database } = context;
  const select = database.query<TagRow>('SELECT * FROM tags WHERE entity_id = ? ORDER BY tag_key');
  const count = database.query<CountRow>('SELECT count(*) AS count FROM tags WHERE entity_id = ?');
  const replace = database.command('INSERT OR REPLACE INTO tags VALUES (?, ?, ?, ?)');
  const removeOne = database.command('DELETE FROM tags WHERE entity_id = ? AND tag_key = ?');
  const removeAll = database.command('DELETE FROM tags WHERE entity_id = ?');
  return {
    of: (id: string): readonly Tag[] => select.all(id).map(tagOf),
    set(id: string, tags: readonly Tag[]): void {
      for (const { key, value } of tags) replace.run(id, fold(key), key, value);
    },
    /** How many it would carry with these too. */
    countWith(id: string, tags: readonly Tag[]): number {
      const present = new Set(select.all(id).map((row) => row.tag_key));
      const fresh = new Set(tags.map((tag) => fold(tag.key)).filter((key) => !present.has(key)));
      return (count.get(id)?.count ?? 0) + fresh.size;
    },
    remove(id: string, keys: readonly string[]): void {
      for (const key of keys) removeOne.run(id, fold(key));
    },
    clear: (id: string): void => void removeAll.run(id),
  };
}

export type TagTable = ReturnType<typeof tagTable>;

/** The refusal of a new entity with more tags than it may carry. */
export function tooManyTags(context: IdentityContext, tags: readonly Tag[]): OverLimit | undefined {
  return overLimit(context, 'TagsPerEntity', tags.length);
}

/** Finds the id under which an entity's tags are kept. */
function taggedIds({ database }: IdentityContext) {
  const byName = (table: string, id: string) =>
    database.query<{ readonly id: string }>(
      `SELECT ${id} AS id FROM ${table} WHERE account_id = ? AND name_key = ?`,
    );
  const users = byName('users', 'user_id');
  const roles = byName('roles', 'role_id');
  const profiles = byName('instance_profiles', 'instance_profile_id');
  const policies = database.query<{ readonly id: string }>(
    'SELECT policy_id AS id FROM managed_policies WHERE account_id = ? AND arn = ?',
  );
  const providers = database.query<{ readonly id: string }>(
    'SELECT arn AS id FROM oidc_providers WHERE account_id = ? AND arn = ?',
  );
  return ({ accountId, kind, name }: TaggedReference): string | undefined => {
    if (kind === 'user') return users.get(accountId, fold(name))?.id;
    if (kind === 'role') return roles.get(accountId, fold(name))?.id;
    if (kind === 'instance-profile') return profiles.get(accountId, fold(name))?.id;
    if (kind === 'policy') return policies.get(accountId, name)?.id;
    return providers.get(accountId, name)?.id;
  };
}

/** Tags of whatever carries tags. */
export function tagStore(context: IdentityContext): TagStore {
  const table = tagTable(context);
  const idOf = taggedIds(context);
  const page = context.database.query<TagRow>(
    'SELECT * FROM tags WHERE entity_id = ? AND tag_key > ? ORDER BY tag_key LIMIT ?',
  );
  const missing = ({ kind, name }: TaggedReference) =>
    ({ outcome: 'missing', what: kind, name }) as const;
  return {
    tag: (entity, tags) =>
      context.change(() => {
        const id = idOf(entity);
        if (id === undefined) return missing(entity);
        const refused = overLimit(context, 'TagsPerEntity', table.countWith(id, tags));
        if (refused) return refused;
        table.set(id, tags);
        return done;
      }),
    untag: (entity, keys) =>
      context.change(() => {
        const id = idOf(entity);
        if (id === undefined) return missing(entity);
        table.remove(id, keys);
        return done;
      }),
    listTags: async (entity, { after, limit }) => {
      const id = idOf(entity);
      if (id === undefined) return missing(entity);
      const rows = page.all(id, after ?? '', limit + 1);
      return pageOf(rows, limit, tagOf, (row) => row.tag_key);
    },
  };
}
