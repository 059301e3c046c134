import { boolean, list, optional, structure, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { findOwnKey } from '../find-key.ts';
import { pageByNumber } from '../page.ts';
import { onKey } from '../requirements.ts';
import { keyId, marker, pageLimit } from '../shapes/key.ts';

const maxLimit = 50;

export const listResourceTags = defineOperation({
  name: 'ListResourceTags',
  summary: 'List the tags of a key.',
  input: { KeyId: keyId, Limit: optional(pageLimit(maxLimit)), Marker: optional(marker) },
  output: {
    Tags: list('member', structure({ TagKey: text(), TagValue: text() })),
    NextMarker: optional(text()),
    Truncated: boolean(),
  },
  errors: ['AccessDenied', 'InvalidMarkerException', 'NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:ListResourceTags', KeyId),
  async handle(context) {
    const { input, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    const { items, ...page } = pageByNumber(key.tags ?? [], maxLimit, input, fail);
    return { ...page, Tags: items.map((tag) => ({ TagKey: tag.key, TagValue: tag.value })) };
  },
});
