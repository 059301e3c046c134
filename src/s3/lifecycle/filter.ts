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
