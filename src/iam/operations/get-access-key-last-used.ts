import { optional, structure, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { missing, refuse } from '../outcomes.ts';
import { onAccount, onUser } from '../requirements.ts';
import { accessKeyId } from '../shapes/names.ts';

export const getAccessKeyLastUsed = defineOperation({
  name: 'GetAccessKeyLastUsed',
  summary: 'Tell whose an access key is, and when it was last used.',
  input: { AccessKeyId: accessKeyId },
  output: {
    UserName: optional(text()),
    AccessKeyLastUsed: optional(
      structure({
        LastUsedDate: optional(timestamp('seconds')),
        ServiceName: text(),
        Region: text(),
      }),
    ),
  },
  errors: ['NoSuchEntity'],
  async authorize({ AccessKeyId }, context) {
    const key = await context.identities.accessKey(AccessKeyId);
    const action = 'iam:GetAccessKeyLastUsed';
    if (key?.userName === undefined || key.accountId !== context.accountId) {
      return onAccount(action);
    }
    return onUser(context, action, key.userName);
  },
  async handle({ input, accountId, identities, fail }) {
    const key = await identities.accessKey(input.AccessKeyId);
    if (key?.accountId !== accountId) return refuse(fail, missing('access-key', input.AccessKeyId));
    return {
      UserName: key.userName,
      AccessKeyLastUsed: {
        LastUsedDate: key.lastUsed?.atMs,
        ServiceName: key.lastUsed?.service ?? 'N/A',
        Region: key.lastUsed?.region ?? 'N/A',
      },
    };
  },
});
