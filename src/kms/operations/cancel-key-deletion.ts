import { optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { findOwnKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

export const cancelKeyDeletion = defineOperation({
  name: 'CancelKeyDeletion',
  summary: 'Keep a key that was to be deleted; it stays disabled until it is enabled.',
  input: { KeyId: keyId },
  output: { KeyId: optional(text()) },
  errors: ['AccessDenied', 'KMSInvalidStateException', 'NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:CancelKeyDeletion', KeyId),
  async handle(context) {
    const { input, keys, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    const change = { state: 'Disabled', deletionMs: undefined } as const;
    const result = await keys.update(key.keyId, change, 'PendingDeletion');
    if (result === 'updated') return { KeyId: key.arn };
    return fail('KMSInvalidStateException', { message: `${key.arn} is not pending deletion.` });
  },
});
