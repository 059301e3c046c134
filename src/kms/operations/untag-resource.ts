import { defineOperation } from '../define.ts';
import { expectNotPending, findOwnKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';
import { tagKeyList } from '../shapes/tags.ts';

export const untagResource = defineOperation({
  name: 'UntagResource',
  summary: 'Take tags of a key away.',
  input: { KeyId: keyId, TagKeys: tagKeyList },
  errors: ['AccessDenied', 'KMSInvalidStateException', 'NotFoundException'],
  authorize: ({ KeyId, TagKeys }, context) =>
    onKey(context, 'kms:UntagResource', KeyId, new Map([['aws:tagkeys', TagKeys]])),
  async handle(context) {
    const { input, keys, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    expectNotPending(key, fail);
    const tags = key.tags?.filter((tag) => !input.TagKeys.includes(tag.key));
    await keys.update(key.keyId, { tags });
    return undefined;
  },
});
