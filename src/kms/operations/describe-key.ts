import { list, optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { findKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { describeKey as described, keyId, keyMetadata } from '../shapes/key.ts';

export const describeKey = defineOperation({
  name: 'DescribeKey',
  summary: 'Return what is known of a key, but for its material.',
  input: { KeyId: keyId, GrantTokens: optional(list('member', text(), { maxItems: 10 })) },
  output: { KeyMetadata: optional(keyMetadata) },
  errors: ['NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:DescribeKey', KeyId),
  async handle(context) {
    const key = await findKey(context, context.input.KeyId, context.fail);
    return { KeyMetadata: described(key) };
  },
});
