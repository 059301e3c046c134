import type { KeptLifecycle, LifecycleRule } from '../../s3/configurations/lifecycle.ts';
import { daysAfter } from '../../s3/lifecycle/days.ts';
import { appliesTo, appliesToKey, type Filtered, readsSizes } from '../../s3/lifecycle/filter.ts';

/** What a lifecycle does to a version; undefined for nothing. */
export type Step =
  | { readonly kind: 'expire'; readonly rule: string }
  | { readonly kind: 'transition'; readonly rule: string; readonly storageClass: StorageClass };

type Transition = NonNullable<LifecycleRule['Transition']>[number];
export type StorageClass = Transition['StorageClass'];

/** A version that is no delete marker. */
export interface PlannedObject extends Filtered {
  readonly storageClass: string;
}

/** The time, and the length of a day. */
export interface Calendar {
  readonly nowMs: number;
  readonly dayMs: number;
}

/** The place of a version among those of its key that are not current. */
export interface Noncurrent {
  /** When the version after it came. */
  readonly sinceMs: number;
  /** How many of them are newer. */
  readonly newer: number;
}

/** The colder a class, the further down; a lifecycle only ever moves down ("waterfall model"). */
const classesByWarmth = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
];
const archives: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE'];

/** Smaller objects stay where they are, unless the filter of the rule is about sizes. */
const leastMovedBytes = 128 * 1024;

/** The rules that are in force. */
export function enabledRules({ Rule }: KeptLifecycle): readonly LifecycleRule[] {
  return Rule.filter(({ Status }) => Status === 'Enabled');
}

/** What is to be done with the current version of a key. Expiration wins over transitions. */
export function stepForCurrent(
  lifecycle: KeptLifecycle,
  object: PlannedObject & { readonly lastModifiedMs: number },
  calendar: Calendar,
): Step | undefined {
  const rules = enabledRules(lifecycle).filter((rule) => appliesTo(rule, object));
  const isDue = (when: When) => isWhenDue(when, object.lastModifiedMs, calendar);
  const expiring = rules.find(({ Expiration }) => Expiration !== undefined && isDue(Expiration));
  if (expiring !== undefined) return { kind: 'expire', rule: expiring.ID ?? '' };
  const moves = rules.flatMap((rule) =>
    (rule.Transition ?? []).filter(isDue).map(({ StorageClass }) => ({ rule, StorageClass })),
  );
  return coldest(lifecycle, object, moves);
}

/** What is to be done with a version that is not current. */
export function stepForNoncurrent(
  lifecycle: KeptLifecycle,
  object: PlannedObject,
  noncurrent: Noncurrent,
  calendar: Calendar,
): Step | undefined {
  const rules = enabledRules(lifecycle).filter((rule) => appliesTo(rule, object));
  const isDue = (when: NoncurrentWhen) => isNoncurrentDue(when, noncurrent, calendar);
  const expiring = rules.find(
    ({ NoncurrentVersionExpiration: when }) => when !== undefined && isDue(when),
  );
  if (expiring !== undefined) return { kind: 'expire', rule: expiring.ID ?? '' };
  const moves = rules.flatMap((rule) =>
    (rule.NoncurrentVersionTransition ?? [])
      .filter(isDue)
      .map(({ StorageClass }) => ({ rule, StorageClass })),
  );
  return coldest(lifecycle, object, moves);
}

/** Whether a delete marker that is not current goes, as a version like others. */
export function noncurrentMarkerExpires(
  lifecycle: KeptLifecycle,
  key: string,
  noncurrent: Noncurrent,
  calendar: Calendar,
): LifecycleRule | undefined {
  return enabledRules(lifecycle).find(
    (rule) =>
      appliesToKey(rule, key) &&
      rule.NoncurrentVersionExpiration !== undefined &&
      isNoncurrentDue(rule.NoncurrentVersionExpiration, noncurrent, calendar),
  );
}

/**
 * Whether a delete marker goes that is the only version of its key: at once where a rule says so,
 * else when it is old enough for the expiration of current versions.
 */
export function loneMarkerExpires(
  lifecycle: KeptLifecycle,
  { key, lastModifiedMs }: { readonly key: string; readonly lastModifiedMs: number },
  calendar: Calendar,
): LifecycleRule | undefined {
  return enabledRules(lifecycle).find((rule) => {
    const { Expiration: when } = rule;
    if (when === undefined || !appliesToKey(rule, key)) return false;
    return when.ExpiredObjectDeleteMarker === true || isWhenDue(when, lastModifiedMs, calendar);
  });
}

/** The rule by which an upload that was never completed is dropped. */
export function uploadExpires(
  lifecycle: KeptLifecycle,
  { key, initiatedAtMs }: { readonly key: string; readonly initiatedAtMs: number },
  { nowMs, dayMs }: Calendar,
): LifecycleRule | undefined {
  return enabledRules(lifecycle).find((rule) => {
    const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
    if (days === undefined || !appliesToKey(rule, key)) return false;
    return daysAfter(initiatedAtMs, days, dayMs) <= nowMs;
  });
}

interface When {
  readonly Date?: number | undefined;
  readonly Days?: number | undefined;
}

function isWhenDue({ Date: dateMs, Days }: When, fromMs: number, calendar: Calendar): boolean {
  if (dateMs !== undefined) return dateMs <= calendar.nowMs;
  return Days !== undefined && daysAfter(fromMs, Days, calendar.dayMs) <= calendar.nowMs;
}

interface NoncurrentWhen {
  readonly NoncurrentDays?: number | undefined;
  readonly NewerNoncurrentVersions?: number | undefined;
}

function isNoncurrentDue(
  { NoncurrentDays, NewerNoncurrentVersions = 0 }: NoncurrentWhen,
  { sinceMs, newer }: Noncurrent,
  { nowMs, dayMs }: Calendar,
): boolean {
  if (NoncurrentDays === undefined || newer < NewerNoncurrentVersions) return false;
  return daysAfter(sinceMs, NoncurrentDays, dayMs) <= nowMs;
}

function coldest(
  { minimumSize }: KeptLifecycle,
  { storageClass, sizeBytes }: PlannedObject,
  moves: readonly { readonly rule: LifecycleRule; readonly StorageClass: StorageClass }[],
): Step | undefined {
  let best: Step | undefined;
  let bestRank = classesByWarmth.indexOf(storageClass);
  // A class that is not among them is none that lifecycles move from.
  if (bestRank < 0) return undefined;
  for (const { rule, StorageClass } of moves) {
    const takesSmall = minimumSize === 'varies_by_storage_class' && archives.includes(StorageClass);
    if (sizeBytes < leastMovedBytes && !readsSizes(rule) && !takesSmall) continue;
    const rank = classesByWarmth.indexOf(StorageClass);
    if (rank <= bestRank) continue;
    bestRank = rank;
    best = { kind: 'transition', rule: rule.ID ?? '', storageClass: StorageClass };
  }
  return best;
}
