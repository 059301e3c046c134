import { list, text } from '../../operation/shape.ts';
import { contextKeyNames } from '../context-keys.ts';
import { defineOperation } from '../define.ts';
import { onAccount } from '../requirements.ts';
import { policyDocument } from '../shapes/names.ts';

export const getContextKeysForCustomPolicy = defineOperation({
  name: 'GetContextKeysForCustomPolicy',
  summary: 'List the condition keys that policies refer to.',
  input: { PolicyInputList: list('member', policyDocument) },
  output: { ContextKeyNames: list('member', text()) },
  errors: ['InvalidInput'],
  authorize: () => onAccount('iam:GetContextKeysForCustomPolicy'),
  async handle({ input, fail }) {
    return { ContextKeyNames: contextKeyNames(fail, input.PolicyInputList) };
  },
});
