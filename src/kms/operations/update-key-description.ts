import { text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectNotPending, findOwnKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

export const updateKeyDescription = defineOperation({
  name: 'UpdateKeyDescription',
  summary: 'Describe a key in other words.',
  input: { KeyId: keyId, Description: text({ maxLength: 8_192 }) },
  errors: ['AccessDenied', 'KMSInvalidStateException', 'NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:UpdateKeyDescription', KeyId),
  async handle(context) {
    const { input, keys, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    expectNotPending(key, fail);
    await keys.update(key.keyId, { description: input.Description });
    return undefined;
  },
});
