import { list } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { checkPolicyArn, listVersions } from '../managed-policies.ts';
import { onPolicy } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { pageEnd, pageEndOf, pageRequest, paging } from '../shapes/paging.ts';
import { describeVersion, policyVersion } from '../shapes/policy.ts';

export const listPolicyVersions = defineOperation({
  name: 'ListPolicyVersions',
  summary: 'List the versions of a managed policy, newest first.',
  input: { PolicyArn: arn, ...paging },
  output: { Versions: list('member', policyVersion), ...pageEnd },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ PolicyArn }, context) => onPolicy(context, 'iam:ListPolicyVersions', PolicyArn),
  async handle(args) {
    const { input, fail } = args;
    checkPolicyArn(fail, input.PolicyArn);
    const page = await listVersions(args, fail, input.PolicyArn, pageRequest(input));
    return { Versions: page.items.map(describeVersion), ...pageEndOf(page) };
  },
});
