import { text } from '../../operation/shape.ts';
import { decodedMessage } from '../decoded-message.ts';
import { defineOperation } from '../define.ts';

export const decodeAuthorizationMessage = defineOperation({
  name: 'DecodeAuthorizationMessage',
  summary: 'Tell why a request was refused, from the sealed message of its refusal.',
  input: { EncodedMessage: text({ minLength: 1, maxLength: 10_240 }) },
  output: { DecodedMessage: text() },
  errors: ['InvalidAuthorizationMessageException'],
  authorize: () => [{ action: 'sts:DecodeAuthorizationMessage', resource: '*' }],
  async handle({ input, caller, messages, fail }) {
    const record = messages.open(input.EncodedMessage);
    const { accountId } = caller.principal;
    const isTheirs =
      record?.principal.accountId === accountId || record?.resourceAccountId === accountId;
    if (record !== undefined && isTheirs) {
      return { DecodedMessage: decodedMessage(record, accountId) };
    }
    return fail('InvalidAuthorizationMessageException');
  },
});
