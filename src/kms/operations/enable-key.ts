import { defineOperation } from '../define.ts';
import { expectNotPending, findOwnKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

export const enableKey = defineOperation({
  name: 'EnableKey',
  summary: 'Make a disabled key usable again.',
  input: { KeyId: keyId },
  errors: ['AccessDenied', 'KMSInvalidStateException', 'NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:EnableKey', KeyId),
  async handle(context) {
    const { input, keys, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    expectNotPending(key, fail);
    await keys.update(key.keyId, { state: 'Enabled' }, key.state);
    return undefined;
  },
});
