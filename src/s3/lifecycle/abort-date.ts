import { keptConfiguration } from '../configurations/kept.ts';
import type { BucketContext } from '../define.ts';
import { daysAfter } from './days.ts';
import { appliesToKey } from './filter.ts';

export const abortHeaders = ['x-amz-abort-date', 'x-amz-abort-rule-id'] as const;

/** When the lifecycle of the bucket drops an upload, and by which rule; nothing where none does. */
export async function abortDate(
  { bucket, stores }: Pick<BucketContext, 'bucket' | 'stores'>,
  { key, initiatedAtMs }: { readonly key: string; readonly initiatedAtMs: number },
): Promise<{ readonly [H in (typeof abortHeaders)[number]]?: string }> {
  const lifecycle = await keptConfiguration(stores.buckets, bucket, 'lifecycle');
  let earliest: { readonly atMs: number; readonly rule: string } | undefined;
  for (const rule of lifecycle?.Rule ?? []) {
    const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
    if (days === undefined || rule.Status !== 'Enabled' || !appliesToKey(rule, key)) continue;
    const atMs = daysAfter(initiatedAtMs, days);
    if (earliest === undefined || atMs < earliest.atMs) earliest = { atMs, rule: rule.ID ?? '' };
  }
  if (earliest === undefined) return {};
  const { atMs, rule } = earliest;
  return {
    'x-amz-abort-date': new Date(atMs).toUTCString(),
    'x-amz-abort-rule-id': encodeURIComponent(rule),
  };
}
