import { optional } from '../../operation/shape.ts';
import { keyOwner } from '../caller-name.ts';
import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onUserOrCaller } from '../requirements.ts';
import { keyStatus } from '../shapes/access-key.ts';
import { accessKeyId, userName } from '../shapes/names.ts';

export const updateAccessKey = defineOperation({
  name: 'UpdateAccessKey',
  summary: 'Activate or deactivate an access key.',
  input: { UserName: optional(userName), AccessKeyId: accessKeyId, Status: keyStatus },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUserOrCaller(context, 'iam:UpdateAccessKey', UserName),
  async handle(args) {
    const { input, identities, fail } = args;
    const owner = keyOwner(args, input.UserName);
    expectDone(fail, await identities.updateAccessKey(owner, input.AccessKeyId, input.Status));
    return undefined;
  },
});
