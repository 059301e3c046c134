import type { Role } from '../../../identities/roles.ts';
import { fold, type IdentityContext } from './context.ts';
import { tagTable } from './tags.ts';

export interface RoleRow {
  readonly role_id: string;
  readonly account_id: string;
  readonly name: string;
  readonly name_key: string;
  readonly path: string;
  readonly trust_policy: string;
  readonly description: string | null;
  readonly max_session_seconds: number;
  readonly boundary_arn: string | null;
  readonly created_ms: number;
}

interface LastUseRow {
  readonly at_ms: number;
  readonly region: string;
}

export const selectRole = 'SELECT r.* FROM roles r ';

/** Reads roles whole: tags and last use too. */
export function roleReader(context: IdentityContext) {
  const { database } = context;
  const tags = tagTable(context);
  const byName = database.query<RoleRow>(`${selectRole} WHERE r.account_id = ? AND r.name_key = ?`);
  const byId = database.query<RoleRow>(`${selectRole} WHERE r.role_id = ?`);
  const lastUse = database.query<LastUseRow>(
    'SELECT at_ms, region FROM service_uses WHERE principal_id = ? ORDER BY at_ms DESC LIMIT 1',
  );
  const roleOf = (row: RoleRow): Role => {
    const used = lastUse.get(row.role_id);
    return {
      accountId: row.account_id,
      roleId: row.role_id,
      roleName: row.name,
      path: row.path,
      createdAtMs: row.created_ms,
      trustPolicy: row.trust_policy,
      description: row.description ?? undefined,
      maxSessionDurationSeconds: row.max_session_seconds,
      permissionsBoundary: row.boundary_arn ?? undefined,
      lastUsed: used && { atMs: used.at_ms, region: used.region },
      tags: tags.of(row.role_id),
    };
  };
  return {
    roleOf,
    byName(accountId: string, roleName: string): Role | undefined {
      const row = byName.get(accountId, fold(roleName));
      return row && roleOf(row);
    },
    byId(roleId: string): Role | undefined {
      const row = byId.get(roleId);
      return row && roleOf(row);
    },
  };
}
