import type { LifecycleRule } from '../../../api/s3/lifecycle.ts';
import { bytesText } from '../../../parts/bytes.ts';

export const newRule: LifecycleRule = {
  id: '',
  enabled: true,
  prefix: '',
  tags: [],
  largerThan: undefined,
  smallerThan: undefined,
  expireDays: undefined,
  expireDate: undefined,
  expireMarkers: false,
  noncurrentDays: undefined,
  noncurrentKept: undefined,
  abortDays: undefined,
  transitions: [],
};

function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

/** Which objects a rule is about. */
export function scopeText(rule: LifecycleRule): string {
  const { prefix, tags, largerThan, smallerThan } = rule;
  const conditions = [
    ...(prefix === '' ? [] : [`prefix ${prefix}`]),
    ...tags.map(({ key, value }) => `tag ${key}=${value}`),
    ...(largerThan === undefined ? [] : [`larger than ${bytesText(largerThan)}`]),
    ...(smallerThan === undefined ? [] : [`smaller than ${bytesText(smallerThan)}`]),
  ];
  return conditions.length === 0 ? 'All objects' : conditions.join(', ');
}

/** What a rule does, a sentence each. */
export function actionTexts(rule: LifecycleRule): string[] {
  const { expireDays, expireDate, noncurrentDays, noncurrentKept, abortDays } = rule;
  const kept = noncurrentKept === undefined ? '' : `, but keep the ${noncurrentKept} newest`;
  return [
    ...(expireDays === undefined ? [] : [`Expire after ${days(expireDays)}`]),
    ...(expireDate === undefined ? [] : [`Expire on ${expireDate.slice(0, 10)}`]),
    ...(rule.expireMarkers ? ['Remove delete markers that hide nothing'] : []),
    ...(noncurrentDays === undefined
      ? []
      : [`Delete old versions ${days(noncurrentDays)} after they were replaced${kept}`]),
    ...(abortDays === undefined ? [] : [`Abort unfinished uploads after ${days(abortDays)}`]),
    ...(rule.transitions.length === 0 ? [] : ['Move to another storage class']),
  ];
}

function isCount(count: number | undefined): boolean {
  return count === undefined || (Number.isInteger(count) && count > 0);
}

/** @returns why a rule cannot be saved; undefined where S3 would take it, as far as it is known here */
export function ruleFault(
  rule: LifecycleRule,
  others: readonly LifecycleRule[],
): string | undefined {
  const { id, expireDays, noncurrentDays, noncurrentKept, abortDays, expireMarkers } = rule;
  if (id === '') return 'Give the rule a name.';
  if (others.some((other) => other.id === id)) return 'Another rule has this name.';
  if (actionTexts(rule).length === 0) return 'Choose what the rule does.';
  if (![expireDays, noncurrentDays, noncurrentKept, abortDays].every(isCount)) {
    return 'Days and versions are whole numbers from 1 on.';
  }
  if (expireMarkers && (expireDays !== undefined || rule.expireDate !== undefined)) {
    return 'Expiring objects removes such delete markers by itself: choose one of the two.';
  }
  const isTagged = rule.tags.length > 0;
  if (isTagged && (expireMarkers || abortDays !== undefined)) {
    return 'Delete markers and uploads have no tags: take the tags or these actions away.';
  }
  return undefined;
}
