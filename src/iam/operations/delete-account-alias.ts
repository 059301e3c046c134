import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onAccount } from '../requirements.ts';
import { accountAlias } from '../shapes/names.ts';

export const deleteAccountAlias = defineOperation({
  name: 'DeleteAccountAlias',
  summary: 'Remove the alias of the account.',
  input: { AccountAlias: accountAlias },
  errors: ['NoSuchEntity'],
  authorize: () => onAccount('iam:DeleteAccountAlias'),
  async handle({ input, accountId, identities, fail }) {
    expectDone(fail, await identities.deleteAccountAlias(accountId, input.AccountAlias));
    return undefined;
  },
});
