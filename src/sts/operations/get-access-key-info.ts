import { accountOfTemporaryKey } from '../../identity/ids.ts';
import { text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';

export const getAccessKeyInfo = defineOperation({
  name: 'GetAccessKeyInfo',
  summary: 'Say which account an access key belongs to.',
  input: {
    AccessKeyId: text({
      minLength: 16,
      maxLength: 128,
      pattern: /^\w*$/,
      patternText: '[\\w]*',
    }),
  },
  output: { Account: text() },
  errors: ['ValidationError'],
  authorize: () => [{ action: 'sts:GetAccessKeyInfo', resource: '*' }],
  async handle({ input, identities, fail }) {
    const key = await identities.accessKey(input.AccessKeyId);
    if (key !== undefined) return { Account: key.accountId };
    // Temporary keys are kept nowhere; their ids name the account, valid or not.
    const accountId = accountOfTemporaryKey(input.AccessKeyId);
    if (accountId !== undefined && (await identities.account(accountId)) !== undefined) {
      return { Account: accountId };
    }
    return fail('ValidationError', { message: `Invalid Access Key: ${input.AccessKeyId}` });
  },
});
