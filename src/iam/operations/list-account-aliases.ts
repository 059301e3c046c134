import { list, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';
import { pageEnd, pageEndOf, pageOfList, paging } from '../shapes/paging.ts';

export const listAccountAliases = defineOperation({
  name: 'ListAccountAliases',
  summary: 'List the alias of the account, if it has one.',
  input: { ...paging },
  output: { AccountAliases: list('member', text()), ...pageEnd },
  errors: [],
  authorize: () => onAccount('iam:ListAccountAliases'),
  async handle({ input, accountId, identities }) {
    const alias = (await identities.account(accountId))?.alias;
    const page = pageOfList(alias === undefined ? [] : [alias], input);
    return { AccountAliases: page.items, ...pageEndOf(page) };
  },
});
