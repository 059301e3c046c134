import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onAccount } from '../requirements.ts';
import { accountAlias } from '../shapes/names.ts';

export const createAccountAlias = defineOperation({
  name: 'CreateAccountAlias',
  summary: 'Give the account an alias in place of the one that it has.',
  input: { AccountAlias: accountAlias },
  errors: ['EntityAlreadyExists', 'NoSuchEntity'],
  authorize: () => onAccount('iam:CreateAccountAlias'),
  async handle({ input, accountId, identities, fail }) {
    expectDone(fail, await identities.setAccountAlias(accountId, input.AccountAlias));
    return undefined;
  },
});
