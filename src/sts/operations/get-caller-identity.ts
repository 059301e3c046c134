import { text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';

export const getCallerIdentity = defineOperation({
  name: 'GetCallerIdentity',
  summary: 'Say who the caller is.',
  input: {},
  output: { Arn: text(), UserId: text(), Account: text() },
  errors: [],
  // AWS: no permission is required, and a Deny of sts:GetCallerIdentity has no effect.
  anyCaller: true,
  authorize: () => [],
  async handle({ caller }) {
    const { arn, userId, accountId } = caller.principal;
    return { Arn: arn, UserId: userId, Account: accountId };
  },
});
