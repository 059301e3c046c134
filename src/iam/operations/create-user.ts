import { list, optional, structure, text, timestamp } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';

export const createUser = defineOperation({
  name: 'CreateUser',
  summary: 'Create a user.',
  input: {
    UserName: text({ minLength: 1, maxLength: 64, pattern: /^[\w+=,.@-]+$/ }),
    Path: optional(text({ maxLength: 512 })),
    Tags: optional(list('member', structure({ Key: text(), Value: text() }))),
  },
  output: {
    User: structure({
      Path: text(),
      UserName: text(),
      CreateDate: timestamp('seconds'),
    }),
  },
  errors: ['EntityAlreadyExists'],
  authorize: ({ UserName, Path = '/' }, { accountId }) => [
    { action: 'iam:CreateUser', resource: `arn:aws:iam::${accountId}:user${Path}${UserName}` },
  ],
  async handle({ input, accountId, identities, clock, fail }) {
    const created = await identities.createUser({
      accountId,
      userId: 'x',
      userName: input.UserName,
      path: input.Path ?? '/',
      createdAtMs: clock(),
      tags: (input.Tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })),
    });
    if (created.outcome !== 'created') return fail('EntityAlreadyExists');
    const user = created.value;
    return { User: { Path: user.path, UserName: user.userName, CreateDate: user.createdAtMs } };
  },
});
