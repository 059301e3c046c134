import { policySize } from '../../../../policy/index.ts';
import type { Missing } from '../../../identities/outcome.ts';
import type { InlinePolicy, InlinePolicyStore } from '../../../identities/policies.ts';
import { type CountRow, done, fold, type IdentityContext, overLimit, pageOf } from './context.ts';
import { holderFinder, holderQuotas } from './holders.ts';

interface InlineRow {
  readonly name: string;
  readonly name_key: string;
  readonly document: string;
}

const policyOf = (row: InlineRow): InlinePolicy => ({
  policyName: row.name,
  document: row.document,
});

/** Policies embedded in users, groups and roles, byte for byte. */
export function inlinePolicyStore(context: IdentityContext): InlinePolicyStore {
  const { database } = context;
  const find = holderFinder(context);
  const select = database.query<InlineRow>(
    'SELECT name, name_key, document FROM inline_policies WHERE holder_id = ? AND name_key = ?',
  );
  const list = database.query<InlineRow>(
    'SELECT name, name_key, document FROM inline_policies ' +
      'WHERE holder_id = ? AND name_key > ? ORDER BY name_key LIMIT ?',
  );
  const sizeOfOthers = database.query<CountRow>(
    'SELECT coalesce(sum(size), 0) AS count FROM inline_policies ' +
      'WHERE holder_id = ? AND name_key <> ?',
  );
  const replace = database.command('INSERT OR REPLACE INTO inline_policies VALUES (?, ?, ?, ?, ?)');
  const remove = database.command(
    'DELETE FROM inline_policies WHERE holder_id = ? AND name_key = ?',
  );
  const missing = (name: string): Missing => ({ outcome: 'missing', what: 'inline-policy', name });
  return {
    putInlinePolicy: (reference, { policyName, document }) =>
      context.change(() => {
        const holder = find(reference);
        if (holder.outcome === 'missing') return holder;
        const key = fold(policyName);
        const size = policySize(document);
        const total = (sizeOfOthers.get(holder.id, key)?.count ?? 0) + size;
        const refused = overLimit(context, holderQuotas[holder.kind].inlineSize, total);
        if (refused) return refused;
        replace.run(holder.id, key, policyName, document, size);
        return done;
      }),
    inlinePolicy: async (reference, policyName) => {
      const holder = find(reference);
      if (holder.outcome === 'missing') return holder;
      const row = select.get(holder.id, fold(policyName));
      return row ? policyOf(row) : missing(policyName);
    },
    deleteInlinePolicy: (reference, policyName) =>
      context.change(() => {
        const holder = find(reference);
        if (holder.outcome === 'missing') return holder;
        return remove.run(holder.id, fold(policyName)) > 0 ? done : missing(policyName);
      }),
    listInlinePolicies: async (reference, { after, limit }) => {
      const holder = find(reference);
      if (holder.outcome === 'missing') return holder;
      const rows = list.all(holder.id, after ?? '', limit + 1);
      return pageOf(rows, limit, policyOf, (row) => row.name_key);
    },
  };
}
