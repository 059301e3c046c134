import { defineOperation } from '../define.ts';
import { refuse } from '../outcomes.ts';
import { onAccount } from '../requirements.ts';

export const deleteAccountPasswordPolicy = defineOperation({
  name: 'DeleteAccountPasswordPolicy',
  summary: 'Remove the password policy of the account.',
  input: {},
  errors: ['NoSuchEntity'],
  authorize: () => onAccount('iam:DeleteAccountPasswordPolicy'),
  async handle({ accountId, identities, fail }) {
    const deleted = await identities.deletePasswordPolicy(accountId);
    if (deleted.outcome === 'missing') {
      const message = 'The account policy with name PasswordPolicy cannot be found.';
      return refuse(fail, deleted, message);
    }
    return undefined;
  },
});
