import { defineOperation } from '../define.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';
import { changeState } from '../state.ts';

export const enableKey = defineOperation({
  name: 'EnableKey',
  summary: 'Make a disabled key usable again.',
  input: { KeyId: keyId },
  errors: ['AccessDenied', 'NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:EnableKey', KeyId),
  async handle(context) {
    await changeState(context, context.input.KeyId, 'Enabled', context.fail);
    return undefined;
  },
});
