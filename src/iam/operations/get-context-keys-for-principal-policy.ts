import { list, optional, text } from '../../operation/shape.ts';
import { contextKeyNames } from '../context-keys.ts';
import { defineOperation } from '../define.ts';
import { findEntity, policiesOf } from '../held-policies.ts';
import { onEntity } from '../requirements.ts';
import { arn, policyDocument } from '../shapes/names.ts';

export const getContextKeysForPrincipalPolicy = defineOperation({
  name: 'GetContextKeysForPrincipalPolicy',
  summary: 'List the condition keys that the policies of a user, group or role refer to.',
  input: { PolicySourceArn: arn, PolicyInputList: optional(list('member', policyDocument)) },
  output: { ContextKeyNames: list('member', text()) },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ PolicySourceArn }, context) =>
    onEntity(context, 'iam:GetContextKeysForPrincipalPolicy', PolicySourceArn),
  async handle(args) {
    const { input, accountId, fail } = args;
    const { kind, name } = await findEntity(args, fail, input.PolicySourceArn);
    if (kind === 'policy') {
      const message = `ARN ${input.PolicySourceArn} is not a user, group or role.`;
      return fail('InvalidInput', { message });
    }
    const held = await policiesOf(args, { accountId, kind, name });
    const texts = [...held.map(({ document }) => document), ...(input.PolicyInputList ?? [])];
    return { ContextKeyNames: contextKeyNames(fail, texts) };
  },
});
