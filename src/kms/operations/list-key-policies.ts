import { keyPolicyName } from '../../identity/key-policy.ts';
import { boolean, list, optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { findOwnKey } from '../find-key.ts';
import { onKey } from '../requirements.ts';
import { keyId, marker, pageLimit } from '../shapes/key.ts';

export const listKeyPolicies = defineOperation({
  name: 'ListKeyPolicies',
  summary: 'List the names of the policies of a key: it has one.',
  input: { KeyId: keyId, Limit: optional(pageLimit(1_000)), Marker: optional(marker) },
  output: {
    PolicyNames: list('member', text()),
    NextMarker: optional(text()),
    Truncated: boolean(),
  },
  errors: ['AccessDenied', 'NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:ListKeyPolicies', KeyId),
  async handle(context) {
    await findOwnKey(context, context.input.KeyId, context.fail);
    return { PolicyNames: [keyPolicyName], Truncated: false };
  },
});
