import type { Missing } from '../../../identities/outcome.ts';
import type { ManagedPolicyStore, NewManagedPolicy } from '../../../identities/policies.ts';
import { attachmentStore } from './attachments.ts';
import { type CountRow, done, fold, type IdentityContext, overLimit, pageOf } from './context.ts';
import { type PolicyRow, policyReader } from './policy-rows.ts';
import { policyVersionStore } from './policy-versions.ts';
import { tagTable, tooManyTags } from './tags.ts';

/** The refusal that names a policy. */
export function missingPolicy(arn: string): Missing {
  return { outcome: 'missing', what: 'policy', name: arn };
}

const isAttached = 'EXISTS (SELECT 1 FROM policy_attachments a WHERE a.policy_arn = p.arn)';
const isBoundary =
  '(EXISTS (SELECT 1 FROM users u WHERE u.boundary_arn = p.arn) ' +
  'OR EXISTS (SELECT 1 FROM roles r WHERE r.boundary_arn = p.arn))';

function statementsOf({ database }: IdentityContext) {
  return {
    byName: database.query<PolicyRow>(
      'SELECT * FROM managed_policies WHERE account_id = ? AND name_key = ?',
    ),
    // The fourth parameter: 0 all, 1 attached or a boundary, 2 attached, 3 a boundary.
    list: database.query<PolicyRow>(
      'SELECT p.* FROM managed_policies p WHERE p.account_id = ?1 AND p.name_key > ?2 ' +
        'AND substr(p.path, 1, length(?3)) = ?3 AND (?4 = 0 ' +
        `OR (?4 IN (1, 2) AND ${isAttached}) OR (?4 IN (1, 3) AND ${isBoundary})) ` +
        'ORDER BY p.name_key LIMIT ?5',
    ),
    count: database.query<CountRow>(
      'SELECT count(*) AS count FROM managed_policies WHERE account_id = ?',
    ),
    insert: database.command(
      'INSERT INTO managed_policies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    insertVersion: database.command('INSERT INTO policy_versions VALUES (?, ?, ?, ?)'),
    countVersions: database.query<CountRow>(
      'SELECT count(*) AS count FROM policy_versions WHERE policy_id = ?',
    ),
    remove: database.command('DELETE FROM managed_policies WHERE policy_id = ?'),
    removeVersions: database.command('DELETE FROM policy_versions WHERE policy_id = ?'),
  };
}

type PolicyStatements = ReturnType<typeof statementsOf>;
type Listing = Parameters<ManagedPolicyStore['listPolicies']>[1];

function listingFilter({ onlyAttached, usage }: Listing): number {
  if (usage === 'PermissionsPolicy') return 2;
  if (usage === 'PermissionsBoundary') return 3;
  return onlyAttached ? 1 : 0;
}

const firstVersion = 1;

function insertPolicy(statements: PolicyStatements, policy: NewManagedPolicy): void {
  const { policyId, accountId, policyName, path, arn, createdAtMs: atMs } = policy;
  statements.insert.run(
    policyId,
    accountId,
    policyName,
    fold(policyName),
    path,
    arn,
    policy.description ?? null,
    firstVersion,
    firstVersion + 1,
    atMs,
    atMs,
  );
  statements.insertVersion.run(policyId, firstVersion, policy.document, atMs);
}

/** Customer managed policies, with their versions and attachments. */
export function managedPolicyStore(context: IdentityContext): ManagedPolicyStore {
  const statements = statementsOf(context);
  const policies = policyReader(context);
  const tags = tagTable(context);
  return {
    ...policyVersionStore(context),
    ...attachmentStore(context),
    createPolicy: (policy) =>
      context.change(() => {
        const { accountId, policyName: name } = policy;
        if (statements.byName.get(accountId, fold(name))) {
          return { outcome: 'exists', what: 'policy', name };
        }
        const count = (statements.count.get(accountId)?.count ?? 0) + 1;
        const refused =
          overLimit(context, 'PoliciesPerAccount', count) ?? tooManyTags(context, policy.tags);
        if (refused) return refused;
        insertPolicy(statements, policy);
        tags.set(policy.policyId, policy.tags);
        const row = policies.row(policy.arn);
        if (!row) throw new Error('A policy that was just written cannot be read.');
        return { outcome: 'created', value: policies.policyOf(row) };
      }),
    policy: async (arn) => {
      const row = policies.row(arn);
      return row && policies.policyOf(row);
    },
    listPolicies: async (accountId, page) => {
      const { after, limit, pathPrefix } = page;
      const filter = listingFilter(page);
      const rows = statements.list.all(accountId, after ?? '', pathPrefix ?? '', filter, limit + 1);
      return pageOf(rows, limit, policies.policyOf, (row) => row.name_key);
    },
    deletePolicy: (arn) =>
      context.change(() => {
        const row = policies.row(arn);
        if (!row) return missingPolicy(arn);
        const usage = policies.usage(row.account_id, arn);
        if (usage.attachmentCount + usage.boundaryUsageCount > 0) {
          return { outcome: 'conflict', blocker: 'attachments' };
        }
        if ((statements.countVersions.get(row.policy_id)?.count ?? 0) > 1) {
          return { outcome: 'conflict', blocker: 'policy-versions' };
        }
        statements.remove.run(row.policy_id);
        statements.removeVersions.run(row.policy_id);
        tags.clear(row.policy_id);
        return done;
      }),
  };
}
