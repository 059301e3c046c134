import type { Fail } from '../../operation/operation.ts';
import { type Infer, list, structure, text } from '../../operation/shape.ts';
import type { Tag } from '../../store/buckets.ts';

/** Tags that one key may have ("Quotas" of the KMS developer guide). */
export const maxTags = 50;

const tagKey = text({ minLength: 1, maxLength: 128 });
const tag = structure({ TagKey: tagKey, TagValue: text({ maxLength: 256 }) });

export const tagList = list('member', tag);
export const tagKeyList = list('member', tagKey);

type Tags = Infer<typeof tagList>;

const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * The tags of a request, as they are kept.
 * @throws ServiceError TagException
 */
export function readTags(given: Tags, fail: Fail<'TagException'>): readonly Tag[] {
  const seen = new Set<string>();
  for (const { TagKey, TagValue } of given) {
    if (TagKey.toLowerCase().startsWith('aws:')) {
      fail('TagException', {
        message: `The tag key ${TagKey} begins with aws:, which is reserved.`,
      });
    }
    if (!characters.test(TagKey) || !characters.test(TagValue)) {
      fail('TagException', { message: `The tag ${TagKey} has a character that no tag may have.` });
    }
    if (seen.has(TagKey)) fail('TagException', { message: 'Duplicate tag keys' });
    seen.add(TagKey);
  }
  return given.map(({ TagKey, TagValue }) => ({ key: TagKey, value: TagValue }));
}

/** What conditions see of the tags of a request. */
export function tagFacts(given: Tags): Map<string, string | readonly string[]> {
  const facts = new Map<string, string | readonly string[]>();
  for (const { TagKey, TagValue } of given) {
    facts.set(`aws:requesttag/${TagKey.toLowerCase()}`, TagValue);
  }
  return given.length === 0
    ? facts
    : facts.set(
        'aws:tagkeys',
        given.map(({ TagKey }) => TagKey),
      );
}
