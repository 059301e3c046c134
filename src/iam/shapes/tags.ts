import type { Fail } from '../../operation/operation.ts';
import { type Infer, list, structure, text } from '../../operation/shape.ts';
import type { Tag } from '../../store/identities.ts';

const tagCharacters = '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]';
const mostTags = 50;

const tagKey = text({
  minLength: 1,
  maxLength: 128,
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u,
  patternText: `${tagCharacters}+`,
});

const tag = structure({
  Key: tagKey,
  Value: text({
    maxLength: 256,
    pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
    patternText: `${tagCharacters}*`,
  }),
});

export const tags = list('member', tag, { maxItems: mostTags });
export const tagKeys = list('member', tagKey, { maxItems: mostTags });

type Tags = Infer<typeof tags>;

/**
 * The tags of a request, as the store takes them.
 * @throws ServiceError InvalidInput when a key comes twice or begins with `aws:`
 */
export function readTags(fail: Fail<'InvalidInput'>, given: Tags = []): Tag[] {
  const seen = new Set<string>();
  for (const { Key } of given) {
    const folded = Key.toLowerCase();
    if (seen.has(folded)) {
      return fail('InvalidInput', {
        message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      });
    }
    seen.add(folded);
    if (folded.startsWith('aws:')) {
      return fail('InvalidInput', {
        message: 'System tags cannot be added/updated by requester',
      });
    }
  }
  return given.map(({ Key, Value }) => ({ key: Key, value: Value }));
}

/** Tags as responses show them. */
export function describeTags(stored: readonly Tag[]): Tags {
  return stored.map(({ key, value }) => ({ Key: key, Value: value }));
}

/** Where AWS leaves the member out when there is no tag. */
export function describeTagsIfAny(stored: readonly Tag[]): Tags | undefined {
  return stored.length === 0 ? undefined : describeTags(stored);
}
