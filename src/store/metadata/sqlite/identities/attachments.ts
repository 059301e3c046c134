import type { ManagedPolicyStore, PolicyEntity } from '../../../identities/policies.ts';
import { type CountRow, done, fold, type IdentityContext, overLimit, pageOf } from './context.ts';
import { holderFinder, holderQuotas } from './holders.ts';
import { attachablePolicies } from './managed-policy-lookup.ts';
import { policyReader } from './policy-rows.ts';

interface AttachmentRow {
  readonly policy_arn: string;
  readonly policy_name: string;
  readonly policy_key: string;
}

interface EntityRow {
  readonly kind: PolicyEntity['kind'];
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Kind and name in lower case: the order of the list, and the marker between its pages. */
  readonly marker: string;
}

const entitiesOfKind = (kind: string, table: string, id: string, hasBoundary: boolean) => {
  const columns = `'${kind}' AS kind, e.${id} AS id, e.name, e.path, '${kind}/' || e.name_key AS marker`;
  const attached =
    `SELECT ${columns} FROM policy_attachments a JOIN ${table} e ON e.${id} = a.holder_id ` +
    'WHERE a.policy_arn = ?1 AND a.account_id = ?2 AND ?3 IN (0, 1)';
  const bounded =
    `SELECT ${columns} FROM ${table} e ` +
    'WHERE e.boundary_arn = ?1 AND e.account_id = ?2 AND ?3 IN (0, 2)';
  return hasBoundary ? `${attached} UNION ${bounded}` : attached;
};

// The third parameter: 0 all, 1 attached, 2 as boundary; then marker, kind or '', path, limit.
const selectEntities = `SELECT * FROM (
  ${entitiesOfKind('group', 'user_groups', 'group_id', false)}
  UNION ${entitiesOfKind('role', 'roles', 'role_id', true)}
  UNION ${entitiesOfKind('user', 'users', 'user_id', true)}
) WHERE marker > ?4 AND ?5 IN ('', kind) AND substr(path, 1, length(?6)) = ?6
ORDER BY marker LIMIT ?7`;

function statementsOf({ database }: IdentityContext) {
  return {
    one: database.query<CountRow>(
      'SELECT count(*) AS count FROM policy_attachments WHERE holder_id = ? AND policy_arn = ?',
    ),
    count: database.query<CountRow>(
      'SELECT count(*) AS count FROM policy_attachments WHERE holder_id = ?',
    ),
    insert: database.command('INSERT INTO policy_attachments VALUES (?, ?, ?, ?, ?, ?, ?)'),
    remove: database.command(
      'DELETE FROM policy_attachments WHERE holder_id = ? AND policy_arn = ?',
    ),
    // An own policy may bear the name of one of AWS's: the ARN tells them apart in the order.
    list: database.query<AttachmentRow>(
      "SELECT policy_arn, policy_name, policy_key || '/' || policy_arn AS policy_key " +
        "FROM policy_attachments WHERE holder_id = ?1 AND policy_key || '/' || policy_arn > ?2 " +
        'AND substr(policy_path, 1, length(?3)) = ?3 ORDER BY 3 LIMIT ?4',
    ),
    entities: database.query<EntityRow>(selectEntities),
    setBoundary: {
      user: database.command('UPDATE users SET boundary_arn = ? WHERE user_id = ?'),
      role: database.command('UPDATE roles SET boundary_arn = ? WHERE role_id = ?'),
    },
    boundary: {
      user: database.query<{ readonly boundary_arn: string | null }>(
        'SELECT boundary_arn FROM users WHERE user_id = ?',
      ),
      role: database.query<{ readonly boundary_arn: string | null }>(
        'SELECT boundary_arn FROM roles WHERE role_id = ?',
      ),
    },
  };
}

/** Name and path of a policy from its ARN: `arn:aws:iam::ACCOUNT:policy/path/name`. */
function nameAndPath(arn: string): { readonly name: string; readonly path: string } {
  const slash = arn.lastIndexOf('/');
  return { name: arn.slice(slash + 1), path: arn.slice(arn.indexOf('/'), slash + 1) };
}

type AttachmentPart = Pick<
  ManagedPolicyStore,
  'attachPolicy' | 'detachPolicy' | 'listAttachedPolicies' | 'listEntitiesForPolicy' | 'policyUsage'
>;
type BoundaryPart = Pick<
  ManagedPolicyStore,
  'putPermissionsBoundary' | 'deletePermissionsBoundary'
>;

const usageFilter = { PermissionsPolicy: 1, PermissionsBoundary: 2 } as const;

function boundaryPart(context: IdentityContext): BoundaryPart {
  const statements = statementsOf(context);
  const find = holderFinder(context);
  const unattachable = attachablePolicies(context);
  return {
    putPermissionsBoundary: (reference, arn) =>
      context.change(() => {
        const holder = find(reference);
        if (holder.outcome === 'missing') return holder;
        const refused = unattachable(holder.accountId, arn);
        if (refused) return refused;
        statements.setBoundary[reference.kind].run(arn, holder.id);
        return done;
      }),
    deletePermissionsBoundary: (reference) =>
      context.change(() => {
        const holder = find(reference);
        if (holder.outcome === 'missing') return holder;
        const row = statements.boundary[reference.kind].get(holder.id);
        if (!row?.boundary_arn) {
          return { outcome: 'missing', what: 'boundary', name: reference.name };
        }
        statements.setBoundary[reference.kind].run(null, holder.id);
        return done;
      }),
  };
}

/** Which policies are attached to whom, and who is bounded by which. */
export function attachmentStore(context: IdentityContext): AttachmentPart & BoundaryPart {
  const statements = statementsOf(context);
  const find = holderFinder(context);
  const unattachable = attachablePolicies(context);
  const policies = policyReader(context);
  return {
    ...boundaryPart(context),
    attachPolicy: (reference, arn) =>
      context.change(() => {
        const holder = find(reference);
        if (holder.outcome === 'missing') return holder;
        const missing = unattachable(holder.accountId, arn);
        if (missing) return missing;
        if (statements.one.get(holder.id, arn)?.count) return done;
        const count = (statements.count.get(holder.id)?.count ?? 0) + 1;
        const refused = overLimit(context, holderQuotas[holder.kind].attached, count);
        if (refused) return refused;
        const { name, path } = nameAndPath(arn);
        const { id, kind, accountId } = holder;
        statements.insert.run(id, arn, kind, accountId, name, fold(name), path);
        return done;
      }),
    detachPolicy: (reference, arn) =>
      context.change(() => {
        const holder = find(reference);
        if (holder.outcome === 'missing') return holder;
        return statements.remove.run(holder.id, arn) > 0
          ? done
          : { outcome: 'missing', what: 'attachment', name: arn };
      }),
    listAttachedPolicies: async (reference, { after, limit, pathPrefix }) => {
      const holder = find(reference);
      if (holder.outcome === 'missing') return holder;
      const rows = statements.list.all(holder.id, after ?? '', pathPrefix ?? '', limit + 1);
      const item = (row: AttachmentRow) => ({ policyName: row.policy_name, arn: row.policy_arn });
      return pageOf(rows, limit, item, (row) => row.policy_key);
    },
    listEntitiesForPolicy: async (accountId, arn, page) => {
      const missing = unattachable(accountId, arn);
      if (missing) return missing;
      const { after, limit, pathPrefix, entity, usage } = page;
      const rows = statements.entities.all(
        arn,
        accountId,
        usage ? usageFilter[usage] : 0,
        after ?? '',
        entity ?? '',
        pathPrefix ?? '',
        limit + 1,
      );
      const item = ({ kind, name, id, path }: EntityRow): PolicyEntity => ({
        kind,
        name,
        id,
        path,
      });
      return pageOf(rows, limit, item, (row) => row.marker);
    },
    policyUsage: async (accountId, arn) => policies.usage(accountId, arn),
  };
}
