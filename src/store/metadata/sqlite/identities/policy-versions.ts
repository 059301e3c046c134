import type { Missing } from '../../../identities/outcome.ts';
import type { ManagedPolicyStore, PolicyVersion } from '../../../identities/policies.ts';
import { type CountRow, done, type IdentityContext, overLimit, pageOf } from './context.ts';
import { type PolicyRow, policyReader, versionName, versionNumber } from './policy-rows.ts';

interface VersionRow {
  readonly version: number;
  readonly document: string;
  readonly created_ms: number;
}

type VersionPart = Pick<
  ManagedPolicyStore,
  | 'createPolicyVersion'
  | 'policyVersion'
  | 'listPolicyVersions'
  | 'deletePolicyVersion'
  | 'setDefaultPolicyVersion'
>;

const missing = (what: 'policy' | 'policy-version', name: string): Missing => ({
  outcome: 'missing',
  what,
  name,
});

function statementsOf({ database }: IdentityContext) {
  return {
    select: database.query<VersionRow>(
      'SELECT * FROM policy_versions WHERE policy_id = ? AND version = ?',
    ),
    list: database.query<VersionRow>(
      'SELECT * FROM policy_versions WHERE policy_id = ? AND version < ? ' +
        'ORDER BY version DESC LIMIT ?',
    ),
    count: database.query<CountRow>(
      'SELECT count(*) AS count FROM policy_versions WHERE policy_id = ?',
    ),
    insert: database.command('INSERT INTO policy_versions VALUES (?, ?, ?, ?)'),
    advance: database.command(
      'UPDATE managed_policies SET next_version = ?, default_version = ?, updated_ms = ? ' +
        'WHERE policy_id = ?',
    ),
    setDefault: database.command(
      'UPDATE managed_policies SET default_version = ?, updated_ms = ? WHERE policy_id = ?',
    ),
    remove: database.command('DELETE FROM policy_versions WHERE policy_id = ? AND version = ?'),
  };
}

function versionOf(policy: PolicyRow, row: VersionRow): PolicyVersion {
  return {
    versionId: versionName(row.version),
    document: row.document,
    isDefault: row.version === policy.default_version,
    createdAtMs: row.created_ms,
  };
}

/** The versions of customer managed policies. */
export function policyVersionStore(context: IdentityContext): VersionPart {
  const statements = statementsOf(context);
  const policies = policyReader(context);
  const beyondAll = Number.MAX_SAFE_INTEGER;
  return {
    createPolicyVersion: versionCreator(context, statements),
    policyVersion: async (arn, versionId) => {
      const policy = policies.row(arn);
      if (!policy) return missing('policy', arn);
      const row = statements.select.get(policy.policy_id, versionNumber(versionId));
      return row ? versionOf(policy, row) : missing('policy-version', versionId);
    },
    listPolicyVersions: async (arn, { after, limit }) => {
      const policy = policies.row(arn);
      if (!policy) return missing('policy', arn);
      const below = after === undefined ? beyondAll : versionNumber(after);
      const rows = statements.list.all(policy.policy_id, below, limit + 1);
      return pageOf(
        rows,
        limit,
        (row) => versionOf(policy, row),
        (row) => versionName(row.version),
      );
    },
    deletePolicyVersion: (arn, versionId) =>
      context.change(() => {
        const policy = policies.row(arn);
        if (!policy) return missing('policy', arn);
        const version = versionNumber(versionId);
        if (!statements.select.get(policy.policy_id, version)) {
          return missing('policy-version', versionId);
        }
        if (version === policy.default_version) {
          return { outcome: 'conflict', blocker: 'default-version' };
        }
        statements.remove.run(policy.policy_id, version);
        return done;
      }),
    setDefaultPolicyVersion: (arn, versionId, atMs) =>
      context.change(() => {
        const policy = policies.row(arn);
        if (!policy) return missing('policy', arn);
        const version = versionNumber(versionId);
        if (!statements.select.get(policy.policy_id, version)) {
          return missing('policy-version', versionId);
        }
        statements.setDefault.run(version, atMs, policy.policy_id);
        return done;
      }),
  };
}

function versionCreator(
  context: IdentityContext,
  statements: ReturnType<typeof statementsOf>,
): VersionPart['createPolicyVersion'] {
  const policies = policyReader(context);
  return (arn, { document, setAsDefault, createdAtMs }) =>
    context.change(() => {
      const policy = policies.row(arn);
      if (!policy) return missing('policy', arn);
      const { policy_id: id, next_version: version } = policy;
      const count = (statements.count.get(id)?.count ?? 0) + 1;
      const refused = overLimit(context, 'VersionsPerPolicy', count);
      if (refused) return refused;
      statements.insert.run(id, version, document, createdAtMs);
      const defaultVersion = setAsDefault ? version : policy.default_version;
      statements.advance.run(version + 1, defaultVersion, createdAtMs, id);
      return {
        outcome: 'created',
        value: {
          versionId: versionName(version),
          document,
          isDefault: setAsDefault,
          createdAtMs,
        },
      };
    });
}
