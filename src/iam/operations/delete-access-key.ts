import { optional } from '../../operation/shape.ts';
import { keyOwner } from '../caller-name.ts';
import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onUserOrCaller } from '../requirements.ts';
import { accessKeyId, userName } from '../shapes/names.ts';

export const deleteAccessKey = defineOperation({
  name: 'DeleteAccessKey',
  summary: 'Delete an access key.',
  input: { UserName: optional(userName), AccessKeyId: accessKeyId },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUserOrCaller(context, 'iam:DeleteAccessKey', UserName),
  async handle(args) {
    const { input, identities, fail } = args;
    const owner = keyOwner(args, input.UserName);
    expectDone(fail, await identities.deleteAccessKey(owner, input.AccessKeyId));
    return undefined;
  },
});
