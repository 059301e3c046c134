import type { ObjectVersion } from '../../store/objects.ts';
import type { LifecycleRule } from '../configurations/lifecycle.ts';

/** What a rule's filter looks at. */
export type Filtered = Pick<ObjectVersion, 'key' | 'sizeBytes' | 'tags'>;

interface Conditions {
  readonly prefix: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  readonly above: number | undefined;
  readonly below: number | undefined;
}

/** Whether a lifecycle rule is about an object: its filter, or its prefix in the older form. */
export function appliesTo(rule: LifecycleRule, object: Filtered): boolean {
  const { prefix, tags, above, below } = conditionsOf(rule);
  if (!object.key.startsWith(prefix)) return false;
  if (above !== undefined && object.sizeBytes <= above) return false;
  if (below !== undefined && object.sizeBytes >= below) return false;
  return tags.every(({ Key, Value }) =>
    object.tags?.some(({ key, value }) => key === Key && value === Value),
  );
}

/** Whether the filter of a rule looks at tags. */
export function readsTags(rule: LifecycleRule): boolean {
  return conditionsOf(rule).tags.length > 0;
}

/** Whether the filter of a rule looks at sizes, and so says itself which are too small to move. */
export function readsSizes(rule: LifecycleRule): boolean {
  const { above, below } = conditionsOf(rule);
  return above !== undefined || below !== undefined;
}

/**
 * Whether a rule is about a delete marker, or an upload that is not complete: neither has tags or
 * a size, so a rule that asks for them is not.
 */
export function appliesToKey(rule: LifecycleRule, key: string): boolean {
  return !readsTags(rule) && !readsSizes(rule) && key.startsWith(prefixOf(rule));
}

/** What the keys of a rule begin with. */
export function prefixOf(rule: LifecycleRule): string {
  return conditionsOf(rule).prefix;
}

function conditionsOf({ Prefix, Filter }: LifecycleRule): Conditions {
  const and = Filter?.And;
  if (and !== undefined) {
    return {
      prefix: and.Prefix ?? '',
      tags: and.Tag ?? [],
      above: and.ObjectSizeGreaterThan,
      below: and.ObjectSizeLessThan,
    };
  }
  return {
    prefix: Filter?.Prefix ?? Prefix ?? '',
    tags: Filter?.Tag === undefined ? [] : [Filter.Tag],
    above: Filter?.ObjectSizeGreaterThan,
    below: Filter?.ObjectSizeLessThan,
  };
}
