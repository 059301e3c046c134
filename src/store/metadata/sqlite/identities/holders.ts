import type { Missing } from '../../../identities/outcome.ts';
import type { HolderReference } from '../../../identities/policies.ts';
import type { QuotaName } from '../../../identities/quotas.ts';
import { fold, type IdentityContext } from './context.ts';

export interface Holder {
  readonly outcome: 'found';
  /** The unique id under which its policies are kept. */
  readonly id: string;
  readonly kind: HolderReference['kind'];
  readonly accountId: string;
}

/** The quotas that differ by the kind of the holder. */
export const holderQuotas = {
  user: { attached: 'AttachedPoliciesPerUser', inlineSize: 'InlinePolicySizePerUser' },
  group: { attached: 'AttachedPoliciesPerGroup', inlineSize: 'InlinePolicySizePerGroup' },
  role: { attached: 'AttachedPoliciesPerRole', inlineSize: 'InlinePolicySizePerRole' },
} as const satisfies Record<
  HolderReference['kind'],
  { readonly attached: QuotaName; readonly inlineSize: QuotaName }
>;

/** Finds users, groups and roles as holders of policies. */
export function holderFinder({ database }: IdentityContext) {
  const byName = (table: string, id: string) =>
    database.query<{ readonly id: string }>(
      `SELECT ${id} AS id FROM ${table} WHERE account_id = ? AND name_key = ?`,
    );
  const queries = {
    user: byName('users', 'user_id'),
    group: byName('user_groups', 'group_id'),
    role: byName('roles', 'role_id'),
  };
  return ({ accountId, kind, name }: HolderReference): Holder | Missing => {
    const row = queries[kind].get(accountId, fold(name));
    return row
      ? { outcome: 'found', id: row.id, kind, accountId }
      : { outcome: 'missing', what: kind, name };
  };
}
