import type {
  BoundarySource,
  PolicyHolder,
  PolicySource,
  PrincipalSource,
  SourceStore,
} from '../../../identities/sources.ts';
import { keyReader } from './access-keys.ts';
import { accountReader } from './accounts.ts';
import type { IdentityContext } from './context.ts';
import { groupReader } from './groups.ts';
import { versionName } from './policy-rows.ts';
import { roleReader } from './role-rows.ts';
import { userReader } from './user-rows.ts';

interface InlineRow {
  readonly name: string;
  readonly document: string;
}

interface ManagedRow {
  readonly arn: string;
  readonly document: string | null;
  readonly version: number | null;
}

interface GroupRow {
  readonly group_id: string;
  readonly name: string;
  readonly path: string;
}

function statementsOf({ database }: IdentityContext) {
  return {
    inline: database.query<InlineRow>(
      'SELECT name, document FROM inline_policies WHERE holder_id = ? ORDER BY name_key',
    ),
    managed: database.query<ManagedRow>(
      'SELECT a.policy_arn AS arn, v.document, v.version FROM policy_attachments a ' +
        'LEFT JOIN managed_policies p ON p.arn = a.policy_arn ' +
        'LEFT JOIN policy_versions v ON v.policy_id = p.policy_id ' +
        'AND v.version = p.default_version WHERE a.holder_id = ? ORDER BY a.policy_key',
    ),
    boundary: database.query<ManagedRow>(
      'SELECT p.arn, v.document, v.version FROM managed_policies p JOIN policy_versions v ' +
        'ON v.policy_id = p.policy_id AND v.version = p.default_version WHERE p.arn = ?',
    ),
    groups: database.query<GroupRow>(
      'SELECT g.group_id, g.name, g.path FROM memberships m JOIN user_groups g USING (group_id) ' +
        'WHERE m.user_id = ? ORDER BY g.name_key',
    ),
    revokedBefore: database.query<{ readonly before_ms: number }>(
      'SELECT before_ms FROM session_revocations WHERE principal_id = ?',
    ),
  };
}

const snapshotAttempts = 100;

/**
 * Runs several reads as if they were one: again, when another process moved the identity revision
 * between them. Within this process nothing can, as the reads are synchronous.
 */
function consistently<T>({ database }: IdentityContext, read: () => T): T {
  for (let attempt = 1; ; attempt += 1) {
    const before = database.revision('identity');
    const result = read();
    if (database.revision('identity') === before || attempt === snapshotAttempts) return result;
  }
}

function policyReaderOf(context: IdentityContext) {
  const statements = statementsOf(context);
  const version = (row: ManagedRow) => ({
    document: row.document ?? undefined,
    versionId: row.version === null ? undefined : versionName(row.version),
  });
  const policiesOf = (id: string, holder: PolicyHolder): PolicySource[] => [
    ...statements.inline.all(id).map((row) => ({ kind: 'inline' as const, ...row, holder })),
    ...statements.managed
      .all(id)
      .map((row) => ({ kind: 'managed' as const, arn: row.arn, ...version(row), holder })),
  ];
  return {
    policiesOf,
    groupPolicies: (userId: string): PolicySource[] =>
      statements.groups
        .all(userId)
        .flatMap(({ group_id, name, path }) => policiesOf(group_id, { kind: 'group', name, path })),
    boundaryOf(arn: string | undefined): BoundarySource | undefined {
      if (arn === undefined) return undefined;
      const row = statements.boundary.get(arn);
      return { arn, ...version(row ?? { arn, document: null, version: null }) };
    },
    revokedBefore: (id: string) => statements.revokedBefore.get(id)?.before_ms,
  };
}

/** Reads all that decides about a principal, as one snapshot. */
export function sourceStore(context: IdentityContext): SourceStore {
  const { policiesOf, groupPolicies, boundaryOf, revokedBefore } = policyReaderOf(context);
  const key = keyReader(context);
  const account = accountReader(context);
  const users = userReader(context);
  const roles = roleReader(context);
  const groups = groupReader(context);
  const common = (accountId: string, id: string) => {
    const found = account(accountId);
    return found && { account: found, sessionsRevokedBeforeMs: revokedBefore(id) };
  };

  const userSource = (id: string): PrincipalSource | undefined => {
    const user = users.byId(id);
    const shared = user && common(user.accountId, id);
    if (!user || !shared) return undefined;
    const holder = { kind: 'user', name: user.userName, path: user.path } as const;
    return {
      ...shared,
      entity: { kind: 'user', user },
      policies: [...policiesOf(id, holder), ...groupPolicies(id)],
      boundary: boundaryOf(user.permissionsBoundary),
    };
  };
  const roleSource = (id: string): PrincipalSource | undefined => {
    const role = roles.byId(id);
    const shared = role && common(role.accountId, id);
    if (!role || !shared) return undefined;
    const holder = { kind: 'role', name: role.roleName, path: role.path } as const;
    return {
      ...shared,
      entity: { kind: 'role', role },
      policies: policiesOf(id, holder),
      boundary: boundaryOf(role.permissionsBoundary),
    };
  };
  const groupSource = (id: string): PrincipalSource | undefined => {
    const group = groups(id);
    const shared = group && common(group.accountId, id);
    if (!group || !shared) return undefined;
    const holder = { kind: 'group', name: group.groupName, path: group.path } as const;
    const policies = policiesOf(id, holder);
    return { ...shared, entity: { kind: 'group', group }, policies, boundary: undefined };
  };
  const rootSource = (accountId: string): PrincipalSource | undefined => {
    const shared = common(accountId, accountId);
    return shared && { ...shared, entity: { kind: 'root' }, policies: [], boundary: undefined };
  };
  const source = (id: string) =>
    userSource(id) ?? roleSource(id) ?? groupSource(id) ?? rootSource(id);

  return {
    principalSource: async (id) => consistently(context, () => source(id)),
    keySource: async (accessKeyId) =>
      consistently(context, () => {
        const found = key(accessKeyId);
        if (!found) return undefined;
        const owner =
          found.userId === undefined ? rootSource(found.accountId) : userSource(found.userId);
        return owner && { ...owner, key: found };
      }),
  };
}
