import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';
import { passwordPolicyInput, readPasswordPolicy } from '../shapes/password-policy.ts';

export const updateAccountPasswordPolicy = defineOperation({
  name: 'UpdateAccountPasswordPolicy',
  summary: 'Set the password policy of the account; what is left out gets its default.',
  input: passwordPolicyInput,
  errors: [],
  authorize: () => onAccount('iam:UpdateAccountPasswordPolicy'),
  async handle({ input, accountId, identities }) {
    await identities.putPasswordPolicy(accountId, readPasswordPolicy(input));
    return undefined;
  },
});
