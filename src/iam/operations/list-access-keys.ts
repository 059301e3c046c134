import { list, optional } from '../../operation/shape.ts';
import { keyOwner } from '../caller-name.ts';
import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onUserOrCaller } from '../requirements.ts';
import { accessKeyMetadata, describeKey } from '../shapes/access-key.ts';
import { userName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';

export const listAccessKeys = defineOperation({
  name: 'ListAccessKeys',
  summary: 'List the access keys of a user, or of the caller, without their secrets.',
  input: { UserName: optional(userName), ...paging },
  output: { AccessKeyMetadata: list('member', accessKeyMetadata), ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUserOrCaller(context, 'iam:ListAccessKeys', UserName),
  async handle(args) {
    const { input, identities, fail } = args;
    const owner = keyOwner(args, input.UserName);
    const page = expectFound(fail, await identities.listAccessKeys(owner, pageRequest(input)));
    return { AccessKeyMetadata: page.items.map(describeKey), ...pageEndOf(page) };
  },
});
