import { defineOperation } from '../define.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';
import { changeState } from '../state.ts';

export const disableKey = defineOperation({
  name: 'DisableKey',
  summary: 'Make a key unusable, and with it every object that needs it, until it is enabled.',
  input: { KeyId: keyId },
  errors: ['AccessDenied', 'NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:DisableKey', KeyId),
  async handle(context) {
    await changeState(context, context.input.KeyId, 'Disabled', context.fail);
    return undefined;
  },
});
