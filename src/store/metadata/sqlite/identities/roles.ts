import type { Missing } from '../../../identities/outcome.ts';
import type { NewRole, Role, RoleStore } from '../../../identities/roles.ts';
import { type CountRow, done, fold, type IdentityContext, overLimit, pageOf } from './context.ts';
import { instanceProfileStore } from './instance-profiles.ts';
import { attachablePolicies } from './managed-policy-lookup.ts';
import { type RoleRow, roleReader, selectRole } from './role-rows.ts';
import { tagTable, tooManyTags } from './tags.ts';
import { blockerFinder, principalRemains } from './users.ts';

/** The refusal that names a role. */
export function missingRole(name: string): Missing {
  return { outcome: 'missing', what: 'role', name };
}

function statementsOf({ database }: IdentityContext) {
  return {
    list: database.query<RoleRow>(
      `${selectRole} WHERE r.account_id = ?1 AND r.name_key > ?2 ` +
        'AND substr(r.path, 1, length(?3)) = ?3 ORDER BY r.name_key LIMIT ?4',
    ),
    count: database.query<CountRow>('SELECT count(*) AS count FROM roles WHERE account_id = ?'),
    insert: database.command('INSERT INTO roles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    update: database.command(
      'UPDATE roles SET description = ?, max_session_seconds = ?, trust_policy = ? ' +
        'WHERE role_id = ?',
    ),
    remove: database.command('DELETE FROM roles WHERE role_id = ?'),
  };
}

/** Roles and instance profiles. */
export function roleStore(context: IdentityContext): RoleStore {
  const statements = statementsOf(context);
  const roles = roleReader(context);
  const tags = tagTable(context);
  const removeRemains = principalRemains(context);
  const blockerOf = blockerFinder(context, [
    ['instance-profiles', 'SELECT count(*) AS count FROM instance_profile_roles WHERE role_id = ?'],
    ['managed-policies', 'SELECT count(*) AS count FROM policy_attachments WHERE holder_id = ?'],
    ['inline-policies', 'SELECT count(*) AS count FROM inline_policies WHERE holder_id = ?'],
  ]);
  return {
    ...instanceProfileStore(context),
    createRole: creator(context, statements),
    role: async (accountId, roleName) => roles.byName(accountId, roleName),
    roleById: async (roleId) => roles.byId(roleId),
    listRoles: async (accountId, { after, limit, pathPrefix }) => {
      const rows = statements.list.all(accountId, after ?? '', pathPrefix ?? '', limit + 1);
      return pageOf(rows, limit, roles.roleOf, (row) => row.name_key);
    },
    updateRole: (accountId, roleName, change) =>
      context.change(() => {
        const role = roles.byName(accountId, roleName);
        if (!role) return missingRole(roleName);
        statements.update.run(
          change.description ?? role.description ?? null,
          change.maxSessionDurationSeconds ?? role.maxSessionDurationSeconds,
          change.trustPolicy ?? role.trustPolicy,
          role.roleId,
        );
        return done;
      }),
    deleteRole: (accountId, roleName) =>
      context.change(() => {
        const role = roles.byName(accountId, roleName);
        if (!role) return missingRole(roleName);
        const conflict = blockerOf(role.roleId);
        if (conflict) return conflict;
        statements.remove.run(role.roleId);
        tags.clear(role.roleId);
        removeRemains(role.roleId);
        return done;
      }),
  };
}

function creator(
  context: IdentityContext,
  statements: ReturnType<typeof statementsOf>,
): RoleStore['createRole'] {
  const roles = roleReader(context);
  const tags = tagTable(context);
  const unattachable = attachablePolicies(context);
  const refusal = ({ accountId, roleName, permissionsBoundary, tags: given }: NewRole) => {
    if (roles.byName(accountId, roleName)) {
      return { outcome: 'exists', what: 'role', name: roleName } as const;
    }
    const boundary = permissionsBoundary && unattachable(accountId, permissionsBoundary);
    if (boundary) return boundary;
    const count = (statements.count.get(accountId)?.count ?? 0) + 1;
    return overLimit(context, 'RolesPerAccount', count) ?? tooManyTags(context, given);
  };
  return (role) =>
    context.change(() => {
      const refused = refusal(role);
      if (refused) return refused;
      statements.insert.run(
        role.roleId,
        role.accountId,
        role.roleName,
        fold(role.roleName),
        role.path,
        role.trustPolicy,
        role.description ?? null,
        role.maxSessionDurationSeconds,
        role.permissionsBoundary ?? null,
        role.createdAtMs,
      );
      tags.set(role.roleId, role.tags);
      const value: Role = {
        ...role,
        description: role.description,
        permissionsBoundary: role.permissionsBoundary,
        lastUsed: undefined,
        tags: tags.of(role.roleId),
      };
      return { outcome: 'created', value };
    });
}
