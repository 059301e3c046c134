import type { ManagedPolicy, PolicyUsage } from '../../../identities/policies.ts';
import type { IdentityContext } from './context.ts';
import { tagTable } from './tags.ts';

export interface PolicyRow {
  readonly policy_id: string;
  readonly account_id: string;
  readonly name: string;
  readonly name_key: string;
  readonly path: string;
  readonly arn: string;
  readonly description: string | null;
  readonly default_version: number;
  readonly next_version: number;
  readonly created_ms: number;
  readonly updated_ms: number;
}

const countUsage = `SELECT
  (SELECT count(*) FROM policy_attachments WHERE policy_arn = ?1 AND account_id = ?2)
    AS attachmentCount,
  (SELECT count(*) FROM users WHERE boundary_arn = ?1 AND account_id = ?2)
    + (SELECT count(*) FROM roles WHERE boundary_arn = ?1 AND account_id = ?2)
    AS boundaryUsageCount`;

/** The version id that AWS shows: v1, v2 and so on. */
export function versionName(version: number): string {
  return `v${version}`;
}

/** @returns 0, which no version has, for anything that is no version id */
export function versionNumber(versionId: string): number {
  const digits = /^v([1-9][0-9]{0,8})$/.exec(versionId)?.[1];
  return digits === undefined ? 0 : Number(digits);
}

/** Reads customer managed policies whole: usage and tags too. */
export function policyReader(context: IdentityContext) {
  const { database } = context;
  const tags = tagTable(context);
  const byArn = database.query<PolicyRow>('SELECT * FROM managed_policies WHERE arn = ?');
  const usageQuery = database.query<PolicyUsage>(countUsage);
  const usage = (accountId: string, arn: string): PolicyUsage => ({
    attachmentCount: 0,
    boundaryUsageCount: 0,
    ...usageQuery.get(arn, accountId),
  });
  const policyOf = (row: PolicyRow): ManagedPolicy => ({
    accountId: row.account_id,
    policyId: row.policy_id,
    policyName: row.name,
    path: row.path,
    arn: row.arn,
    description: row.description ?? undefined,
    defaultVersionId: versionName(row.default_version),
    createdAtMs: row.created_ms,
    updatedAtMs: row.updated_ms,
    ...usage(row.account_id, row.arn),
    tags: tags.of(row.policy_id),
  });
  return { row: (arn: string) => byArn.get(arn), policyOf, usage };
}
