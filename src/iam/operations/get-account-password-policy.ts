import { defineOperation } from '../define.ts';
import { missing, refuse } from '../outcomes.ts';
import { onAccount } from '../requirements.ts';
import { describePasswordPolicy, passwordPolicyShape } from '../shapes/password-policy.ts';

export const getAccountPasswordPolicy = defineOperation({
  name: 'GetAccountPasswordPolicy',
  summary: 'Return the password policy of the account.',
  input: {},
  output: { PasswordPolicy: passwordPolicyShape },
  errors: ['NoSuchEntity'],
  authorize: () => onAccount('iam:GetAccountPasswordPolicy'),
  async handle({ accountId, identities, fail }) {
    const policy = await identities.passwordPolicy(accountId);
    if (policy === undefined) return refuse(fail, missing('password-policy', accountId));
    return { PasswordPolicy: describePasswordPolicy(policy) };
  },
});
