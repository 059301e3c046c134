import { rootArn } from '../../identity/arns.ts';
import { optional, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { keyByIdOrArn, missingKey, onKey } from '../requirements.ts';
import { keyId } from '../shapes/key.ts';

const onlyPolicy = 'default';

export const getKeyPolicy = defineOperation({
  name: 'GetKeyPolicy',
  summary: 'Return the policy of a key: the default one, which leaves it to the account.',
  input: { KeyId: keyId, PolicyName: optional(text({ minLength: 1, maxLength: 128 })) },
  output: { Policy: optional(text()), PolicyName: optional(text()) },
  errors: ['NotFoundException'],
  authorize: ({ KeyId }, context) => onKey(context, 'kms:GetKeyPolicy', KeyId),
  async handle(context) {
    const { input, fail } = context;
    const key = await keyByIdOrArn(context, input.KeyId);
    if (key === undefined) return fail('NotFoundException', missingKey(context, input.KeyId));
    if ((input.PolicyName ?? onlyPolicy) !== onlyPolicy) {
      fail('NotFoundException', { message: 'No such policy exists' });
    }
    return { Policy: defaultPolicy(key.accountId), PolicyName: onlyPolicy };
  },
});

/** "Default key policy", of the KMS developer guide. */
function defaultPolicy(accountId: string): string {
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: rootArn(accountId) },
    Action: 'kms:*',
    Resource: '*',
  };
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] });
}
