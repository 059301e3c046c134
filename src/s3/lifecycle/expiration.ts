import { keptConfiguration } from '../configurations/kept.ts';
import type { BucketContext } from '../define.ts';
import { daysAfter } from './days.ts';
import { appliesTo, type Filtered } from './filter.ts';

interface Dated extends Filtered {
  readonly lastModifiedMs: number;
}

/**
 * The value of `x-amz-expiration`: when the lifecycle of the bucket removes the current version, and
 * by which rule. It tells the calendar's days, also where a setting makes those of the job shorter.
 * @returns undefined where no rule removes it
 */
export async function expirationHeader(
  { bucket, stores }: Pick<BucketContext, 'bucket' | 'stores'>,
  object: Dated,
): Promise<string | undefined> {
  const lifecycle = await keptConfiguration(stores.buckets, bucket, 'lifecycle');
  let earliest: { readonly atMs: number; readonly rule: string } | undefined;
  for (const rule of lifecycle?.Rule ?? []) {
    const { Days: days, Date: dateMs } = rule.Expiration ?? {};
    if (rule.Status !== 'Enabled' || !appliesTo(rule, object)) continue;
    const atMs = days === undefined ? dateMs : daysAfter(object.lastModifiedMs, days);
    if (atMs === undefined || (earliest !== undefined && earliest.atMs <= atMs)) continue;
    earliest = { atMs, rule: rule.ID ?? '' };
  }
  if (earliest === undefined) return undefined;
  const date = new Date(earliest.atMs).toUTCString();
  return `expiry-date="${date}", rule-id="${encodeURIComponent(earliest.rule)}"`;
}
