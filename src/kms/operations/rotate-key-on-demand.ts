import { optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectEnabled, findOwnKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

/** Times that one key may be rotated on demand ("Quotas" of the KMS developer guide). */
const maxOnDemandRotations = 25;

export const rotateKeyOnDemand = defineOperation({
  name: 'RotateKeyOnDemand',
  summary: 'Give a key another material now; what the earlier ones encrypted still opens.',
  input: { KeyId: keyId },
  output: { KeyId: optional(text()) },
  errors: [
    'AccessDenied',
    'ConflictException',
    'DisabledException',
    'KMSInvalidStateException',
    'LimitExceededException',
    'NotFoundException',
  ],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:RotateKeyOnDemand', KeyId),
  async handle(context) {
    const { input, ring, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    expectEnabled(key, fail);
    const done = key.rotations?.filter(({ type }) => type === 'ON_DEMAND').length ?? 0;
    if (done >= maxOnDemandRotations) {
      fail('LimitExceededException', {
        message: `A key can be rotated on demand ${maxOnDemandRotations} times.`,
      });
    }
    if ((await ring.rotate(key, 'ON_DEMAND')) === 'changed') return fail('ConflictException');
    return { KeyId: key.arn };
  },
});
