import { boolean, optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectNotPending, findOwnKey } from '../find-key.ts';
import { acceptKeyPolicy, checkPolicyName } from '../key-policy.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

export const putKeyPolicy = defineOperation({
  name: 'PutKeyPolicy',
  summary: 'Give a key its policy, in place of the one it has.',
  input: {
    KeyId: keyId,
    PolicyName: optional(text({ minLength: 1, maxLength: 128 })),
    Policy: text({ minLength: 1, maxLength: 131_072 }),
    BypassPolicyLockoutSafetyCheck: optional(boolean()),
  },
  errors: [
    'AccessDenied',
    'KMSInvalidStateException',
    'LimitExceededException',
    'MalformedPolicyDocumentException',
    'NotFoundException',
    'UnsupportedOperationException',
  ],
  authorize({ KeyId, BypassPolicyLockoutSafetyCheck = false }, context) {
    const bypass = String(BypassPolicyLockoutSafetyCheck);
    const facts = new Map([['kms:bypasspolicylockoutsafetycheck', bypass]]);
    return onKey(context, 'kms:PutKeyPolicy', KeyId, facts);
  },
  async handle(context) {
    const { input, keys, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    checkPolicyName(input.PolicyName, fail);
    expectNotPending(key, fail);
    const { Policy: text, BypassPolicyLockoutSafetyCheck: bypassesCheck = false } = input;
    const { arn } = key;
    const policy = await acceptKeyPolicy(context, { text, arn, bypassesCheck }, fail);
    await keys.update(key.keyId, { policy });
    return undefined;
  },
});
