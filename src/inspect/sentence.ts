import { abilities } from '../policy/analyse/ability.ts';
import type { AccountAbilities } from './account-abilities.ts';
import type { GridRow } from './cell.ts';

/** So many buckets are named; more are counted. */
const namedBuckets = 3;

/**
 * What somebody can do, in one sentence.
 * @param account undefined where only the buckets could be looked at
 */
export function sentence(rows: readonly GridRow[], account: AccountAbilities | undefined): string {
  if (account?.isAdministrator) {
    return 'Can do everything in the account, IAM included.';
  }
  const clauses = [...bucketClauses(rows), ...(account === undefined ? [] : rest(account))];
  const unknown = rows.some(({ cells }) => cells.some(({ verdict }) => verdict === 'unknown'));
  const end = account !== undefined && !unknown ? 'nothing else' : 'the rest is not known';
  if (clauses.length === 0) return `Can do nothing that was looked at; ${end}.`;
  return `Can ${clauses.join('; can ')}; ${end}.`;
}

function bucketClauses(rows: readonly GridRow[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { bucket, cells } of rows) {
    const verbs = cells.flatMap(({ ability, verdict, limits }) => {
      const verb = abilities.find(({ name }) => name === ability)?.verb ?? ability;
      if (verdict === 'allowed') return [verb];
      return verdict === 'limited' ? [`${verb} (${limits.join('; ')})`] : [];
    });
    if (verbs.length === 0) continue;
    const what = enumeration(verbs);
    groups.set(what, [...(groups.get(what) ?? []), bucket]);
  }
  return [...groups].map(([what, buckets]) => {
    const isAll = buckets.length === rows.length && buckets.length > 1;
    return `${what} in ${isAll ? `every bucket (${buckets.length})` : bucketNames(buckets)}`;
  });
}

function bucketNames(buckets: readonly string[]): string {
  if (buckets.length <= namedBuckets) return enumeration(buckets);
  const more = buckets.length - namedBuckets;
  return `${buckets.slice(0, namedBuckets).join(', ')} and ${more} more`;
}

function rest({ everywhere, listsBuckets, createsBuckets, iamWrites, iamReads }: AccountAbilities) {
  return [
    ...(everywhere.includes('s3:DeleteBucket') ? ['delete buckets that do not exist yet'] : []),
    ...(createsBuckets ? ['create buckets'] : []),
    ...(listsBuckets ? ['list the names of all buckets'] : []),
    ...(iamWrites.length > 0 ? [`change IAM (${iamWrites.length} actions)`] : []),
    ...(iamReads.length > 0 ? [`look at IAM (${iamReads.length} actions)`] : []),
  ];
}

function enumeration(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
