import { integer, list, structure, text } from '../../operation/shape.ts';
import { summaryOf } from '../account-summary.ts';
import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';

export const getAccountSummary = defineOperation({
  name: 'GetAccountSummary',
  summary: 'Count what the account has, and tell its quotas.',
  input: {},
  output: { SummaryMap: list('entry', structure({ key: text(), value: integer() })) },
  errors: [],
  authorize: () => onAccount('iam:GetAccountSummary'),
  async handle({ accountId, identities, quotas }) {
    const summary = summaryOf(await identities.accountCounts(accountId), quotas);
    return { SummaryMap: Object.entries(summary).map(([key, value]) => ({ key, value })) };
  },
});
