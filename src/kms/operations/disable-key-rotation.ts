import { defineOperation } from '../define.ts';
import { expectEnabled, findOwnKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

export const disableKeyRotation = defineOperation({
  name: 'DisableKeyRotation',
  summary: 'Let a key keep the material that it has.',
  input: { KeyId: keyId },
  errors: ['AccessDenied', 'DisabledException', 'KMSInvalidStateException', 'NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:DisableKeyRotation', KeyId),
  async handle(context) {
    const { input, keys, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    expectEnabled(key, fail);
    await keys.update(key.keyId, { rotation: undefined });
    return undefined;
  },
});
