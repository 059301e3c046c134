import { list, text } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { expectFound } from '../outcomes.ts';
import { onUser } from '../requirements.ts';
import { userName } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';

export const listUserPolicies = defineOperation({
  name: 'ListUserPolicies',
  summary: 'List the names of the policies that are embedded in a user.',
  input: { UserName: userName, ...paging },
  output: { PolicyNames: list('member', text()), ...pageEnd },
  errors: ['NoSuchEntity'],
  authorize: ({ UserName }, context) => onUser(context, 'iam:ListUserPolicies', UserName),
  async handle({ input, accountId, identities, fail }) {
    const holder = { accountId, kind: 'user', name: input.UserName } as const;
    const listed = await identities.listInlinePolicies(holder, pageRequest(input));
    const page = expectFound(fail, listed);
    return { PolicyNames: page.items.map((policy) => policy.policyName), ...pageEndOf(page) };
  },
});
