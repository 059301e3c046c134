import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { checkPolicyArn, findPolicy } from '../managed-policies.ts';
import { onPolicy } from '../requirements.ts';
import { arn } from '../shapes/names.ts';
import { describePolicy, fullPolicy } from '../shapes/policy.ts';

export const getPolicy = defineOperation({
  name: 'GetPolicy',
  summary: 'Return what is known of a managed policy, without its document.',
  input: { PolicyArn: arn },
  output: { Policy: optional(fullPolicy) },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ PolicyArn }, context) => onPolicy(context, 'iam:GetPolicy', PolicyArn),
  async handle(args) {
    checkPolicyArn(args.fail, args.input.PolicyArn);
    return { Policy: describePolicy(await findPolicy(args, args.fail, args.input.PolicyArn)) };
  },
});
