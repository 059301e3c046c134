import { optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { checkPolicyArn, findPolicyVersion } from '../managed-policies.ts';
import { onPolicy } from '../requirements.ts';
import { arn, versionId } from '../shapes/names.ts';
import { describeVersionWithDocument, policyVersion } from '../shapes/policy.ts';

export const getPolicyVersion = defineOperation({
  name: 'GetPolicyVersion',
  summary: 'Return a version of a managed policy with its document.',
  input: { PolicyArn: arn, VersionId: versionId },
  output: { PolicyVersion: optional(policyVersion) },
  errors: ['InvalidInput', 'NoSuchEntity'],
  authorize: ({ PolicyArn }, context) => onPolicy(context, 'iam:GetPolicyVersion', PolicyArn),
  async handle(args) {
    const { input, fail } = args;
    checkPolicyArn(fail, input.PolicyArn);
    const found = await findPolicyVersion(args, fail, input.PolicyArn, input.VersionId);
    return { PolicyVersion: describeVersionWithDocument(found) };
  },
});
