import { createIdSource } from '../../identity/ids.ts';
import { optional, structure, text, timestamp } from '../../operation/shape.ts';
import { keyOwner } from '../caller-name.ts';
import { defineOperation } from '../define.ts';
import { expectCreated } from '../outcomes.ts';
import { onUserOrCaller } from '../requirements.ts';
import { describeKey, keyStatus } from '../shapes/access-key.ts';
import { userName } from '../shapes/names.ts';

export const createAccessKey = defineOperation({
  name: 'CreateAccessKey',
  summary: 'Give a user, or the caller, another access key; its secret is shown this once.',
  input: { UserName: optional(userName) },
  output: {
    AccessKey: structure({
      UserName: optional(text()),
      AccessKeyId: text(),
      Status: keyStatus,
      SecretAccessKey: text(),
      CreateDate: timestamp('seconds'),
    }),
  },
  errors: ['LimitExceeded', 'NoSuchEntity'],
  authorize: ({ UserName }, context) => onUserOrCaller(context, 'iam:CreateAccessKey', UserName),
  async handle(args) {
    const { input, accountId, identities, seal, clock, randomBytes, fail } = args;
    const ids = createIdSource(randomBytes);
    const id = ids.id('access-key');
    const secret = ids.secretAccessKey();
    const created = await identities.createAccessKey(keyOwner(args, input.UserName), {
      accessKeyId: id,
      sealedSecret: seal(accountId, id, secret),
      createdAtMs: clock(),
    });
    if (created.outcome === 'exists') throw new Error('A random access key id came twice.');
    return {
      AccessKey: { ...describeKey(expectCreated(fail, created)), SecretAccessKey: secret },
    };
  },
});
