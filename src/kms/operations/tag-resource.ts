import { defineOperation } from '../define.ts';
import { expectNotPending, findOwnKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';
import { maxTags, readTags, tagFacts, tagList } from '../shapes/tags.ts';

export const tagResource = defineOperation({
  name: 'TagResource',
  summary: 'Add tags to a key, or change them.',
  input: { KeyId: keyId, Tags: tagList },
  errors: [
    'AccessDenied',
    'KMSInvalidStateException',
    'LimitExceededException',
    'NotFoundException',
    'TagException',
  ],
  authorize: ({ KeyId, Tags }, context) => onKey(context, 'kms:TagResource', KeyId, tagFacts(Tags)),
  async handle(context) {
    const { input, keys, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    expectNotPending(key, fail);
    const given = readTags(input.Tags, fail);
    const names = new Set(given.map((tag) => tag.key));
    const tags = [...(key.tags ?? []).filter((tag) => !names.has(tag.key)), ...given];
    if (tags.length > maxTags) fail('LimitExceededException', { message: 'Too many tags' });
    await keys.update(key.keyId, { tags });
    return undefined;
  },
});
