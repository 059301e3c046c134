import { keyPolicyName, keyPolicyOf } from '../../identity/key-policy.ts';
import { showPrincipals } from '../../identity/principal-binding.ts';
import { optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { findOwnKey } from '../find-key.ts';
import { checkPolicyName } from '../key-policy.ts';
import { onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

export const getKeyPolicy = defineOperation({
  name: 'GetKeyPolicy',
  summary: 'Return the policy of a key.',
  input: { KeyId: keyId, PolicyName: optional(text({ minLength: 1, maxLength: 128 })) },
  output: { Policy: optional(text()), PolicyName: optional(text()) },
  errors: ['AccessDenied', 'NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:GetKeyPolicy', KeyId),
  async handle(context) {
    const { input, principals, fail } = context;
    const key = await findOwnKey(context, input.KeyId, fail);
    checkPolicyName(input.PolicyName, fail);
    const Policy = await showPrincipals(keyPolicyOf(key), principals);
    return { Policy, PolicyName: keyPolicyName };
  },
});
