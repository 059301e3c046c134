import type { Missing } from '../../../identities/outcome.ts';
import type { InstanceProfile, RoleStore } from '../../../identities/roles.ts';
import { type CountRow, done, fold, type IdentityContext, overLimit, pageOf } from './context.ts';
import { type RoleRow, roleReader, selectRole } from './role-rows.ts';
import { tagTable, tooManyTags } from './tags.ts';

interface ProfileRow {
  readonly instance_profile_id: string;
  readonly account_id: string;
  readonly name: string;
  readonly name_key: string;
  readonly path: string;
  readonly created_ms: number;
}

type InstanceProfilePart = Pick<
  RoleStore,
  | 'createInstanceProfile'
  | 'instanceProfile'
  | 'listInstanceProfiles'
  | 'listInstanceProfilesOfRole'
  | 'deleteInstanceProfile'
  | 'addRoleToInstanceProfile'
  | 'removeRoleFromInstanceProfile'
>;

const missing = (what: 'instance-profile' | 'role', name: string): Missing => ({
  outcome: 'missing',
  what,
  name,
});

function statementsOf({ database }: IdentityContext) {
  return {
    byName: database.query<ProfileRow>(
      'SELECT * FROM instance_profiles WHERE account_id = ? AND name_key = ?',
    ),
    list: database.query<ProfileRow>(
      'SELECT * FROM instance_profiles WHERE account_id = ?1 AND name_key > ?2 ' +
        'AND substr(path, 1, length(?3)) = ?3 ORDER BY name_key LIMIT ?4',
    ),
    ofRole: database.query<ProfileRow>(
      'SELECT i.* FROM instance_profile_roles r JOIN instance_profiles i ' +
        'USING (instance_profile_id) ' +
        'WHERE r.role_id = ? AND i.name_key > ? ORDER BY i.name_key LIMIT ?',
    ),
    count: database.query<CountRow>(
      'SELECT count(*) AS count FROM instance_profiles WHERE account_id = ?',
    ),
    insert: database.command('INSERT INTO instance_profiles VALUES (?, ?, ?, ?, ?, ?)'),
    remove: database.command('DELETE FROM instance_profiles WHERE instance_profile_id = ?'),
    roles: database.query<RoleRow>(
      `${selectRole} JOIN instance_profile_roles i USING (role_id) ` +
        'WHERE i.instance_profile_id = ? ORDER BY r.name_key',
    ),
    addRole: database.command('INSERT INTO instance_profile_roles VALUES (?, ?)'),
    removeRole: database.command(
      'DELETE FROM instance_profile_roles WHERE instance_profile_id = ? AND role_id = ?',
    ),
  };
}

type ProfileStatements = ReturnType<typeof statementsOf>;

function rolesPart(
  context: IdentityContext,
  statements: ProfileStatements,
): Pick<InstanceProfilePart, 'addRoleToInstanceProfile' | 'removeRoleFromInstanceProfile'> {
  const roles = roleReader(context);
  const ends = (accountId: string, name: string, roleName: string) => {
    const row = statements.byName.get(accountId, fold(name));
    if (!row) return missing('instance-profile', name);
    const role = roles.byName(accountId, roleName);
    if (!role) return missing('role', roleName);
    return { outcome: 'found', profileId: row.instance_profile_id, roleId: role.roleId } as const;
  };
  return {
    addRoleToInstanceProfile: (accountId, name, roleName) =>
      context.change(() => {
        const both = ends(accountId, name, roleName);
        if (both.outcome === 'missing') return both;
        const count = statements.roles.all(both.profileId).length + 1;
        const refused = overLimit(context, 'RolesPerInstanceProfile', count);
        if (refused) return refused;
        statements.addRole.run(both.profileId, both.roleId);
        return done;
      }),
    removeRoleFromInstanceProfile: (accountId, name, roleName) =>
      context.change(() => {
        const both = ends(accountId, name, roleName);
        if (both.outcome === 'missing') return both;
        return statements.removeRole.run(both.profileId, both.roleId) > 0
          ? done
          : missing('role', roleName);
      }),
  };
}

/** Instance profiles with the one role that each can hold. */
export function instanceProfileStore(context: IdentityContext): InstanceProfilePart {
  const statements = statementsOf(context);
  const roles = roleReader(context);
  const tags = tagTable(context);
  const profileOf = (row: ProfileRow): InstanceProfile => ({
    accountId: row.account_id,
    instanceProfileId: row.instance_profile_id,
    instanceProfileName: row.name,
    path: row.path,
    createdAtMs: row.created_ms,
    tags: tags.of(row.instance_profile_id),
    roles: statements.roles.all(row.instance_profile_id).map(roles.roleOf),
  });
  const find = (accountId: string, name: string) => statements.byName.get(accountId, fold(name));
  return {
    ...rolesPart(context, statements),
    createInstanceProfile: (profile) =>
      context.change(() => {
        const { accountId, instanceProfileId: id, instanceProfileName: name, path } = profile;
        if (find(accountId, name)) return { outcome: 'exists', what: 'instance-profile', name };
        const count = (statements.count.get(accountId)?.count ?? 0) + 1;
        const refused =
          overLimit(context, 'InstanceProfilesPerAccount', count) ??
          tooManyTags(context, profile.tags);
        if (refused) return refused;
        statements.insert.run(id, accountId, name, fold(name), path, profile.createdAtMs);
        tags.set(id, profile.tags);
        return { outcome: 'created', value: { ...profile, tags: tags.of(id), roles: [] } };
      }),
    instanceProfile: async (accountId, name) => {
      const row = find(accountId, name);
      return row && profileOf(row);
    },
    listInstanceProfiles: async (accountId, { after, limit, pathPrefix }) => {
      const rows = statements.list.all(accountId, after ?? '', pathPrefix ?? '', limit + 1);
      return pageOf(rows, limit, profileOf, (row) => row.name_key);
    },
    listInstanceProfilesOfRole: async (accountId, roleName, { after, limit }) => {
      const role = roles.byName(accountId, roleName);
      if (!role) return missing('role', roleName);
      const rows = statements.ofRole.all(role.roleId, after ?? '', limit + 1);
      return pageOf(rows, limit, profileOf, (row) => row.name_key);
    },
    deleteInstanceProfile: (accountId, name) =>
      context.change(() => {
        const row = find(accountId, name);
        if (!row) return missing('instance-profile', name);
        if (statements.roles.all(row.instance_profile_id).length > 0) {
          return { outcome: 'conflict', blocker: 'roles' };
        }
        statements.remove.run(row.instance_profile_id);
        tags.clear(row.instance_profile_id);
        return done;
      }),
  };
}
