import { defineOperation } from '../define.ts';
import { expectNotPending, findOwnKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

export const disableKey = defineOperation({
  name: 'DisableKey',
  summary: 'Make a key unusable, and with it every object that needs it, until it is enabled.',
  input: { KeyId: keyId },
  errors: ['AccessDenied', 'KMSInvalidStateException', 'NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:DisableKey', KeyId),
  async handle(context) {
    const { input, keys, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    expectNotPending(key, fail);
    await keys.update(key.keyId, { state: 'Disabled' }, key.state);
    return undefined;
  },
});
