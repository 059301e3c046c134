import { nextRotationMs } from '../../identity/key-ring.ts';
import { boolean, integer, optional, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { findKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

export const getKeyRotationStatus = defineOperation({
  name: 'GetKeyRotationStatus',
  summary: 'Tell whether and when a key gets another material.',
  input: { KeyId: keyId },
  output: {
    KeyRotationEnabled: boolean(),
    KeyId: optional(text()),
    RotationPeriodInDays: optional(integer()),
    NextRotationDate: optional(timestamp()),
    OnDemandRotationStartDate: optional(timestamp()),
  },
  errors: ['NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:GetKeyRotationStatus', KeyId),
  async handle(context) {
    const key = await findKey(context, context.input.KeyId, context.fail);
    const isRotated = key.rotation !== undefined && key.state !== 'PendingDeletion';
    return {
      KeyRotationEnabled: isRotated,
      KeyId: key.arn,
      RotationPeriodInDays: isRotated ? key.rotation.days : undefined,
      NextRotationDate: nextRotationMs(key),
    };
  },
});
