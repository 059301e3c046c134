import { boolean, optional } from '../../operation/shape.ts';
import { defineOperation } from '../define.ts';
import { checkManagedPolicy } from '../documents.ts';
import { ownPolicy } from '../managed-policies.ts';
import { expectCreated } from '../outcomes.ts';
import { onPolicy } from '../requirements.ts';
import { arn, policyDocument } from '../shapes/names.ts';
import { describeVersion, policyVersion } from '../shapes/policy.ts';

export const createPolicyVersion = defineOperation({
  name: 'CreatePolicyVersion',
  summary: 'Add a version to a managed policy.',
  input: { PolicyArn: arn, PolicyDocument: policyDocument, SetAsDefault: optional(boolean()) },
  output: { PolicyVersion: optional(policyVersion) },
  errors: [
    'AccessDenied',
    'InvalidInput',
    'LimitExceeded',
    'MalformedPolicyDocument',
    'NoSuchEntity',
  ],
  authorize: ({ PolicyArn }, context) => onPolicy(context, 'iam:CreatePolicyVersion', PolicyArn),
  async handle(args) {
    const { input, identities, clock, fail } = args;
    const found = ownPolicy(args, fail, input.PolicyArn);
    checkManagedPolicy(fail, input.PolicyDocument);
    const created = await identities.createPolicyVersion(found, {
      document: input.PolicyDocument,
      setAsDefault: input.SetAsDefault ?? false,
      createdAtMs: clock(),
    });
    return { PolicyVersion: describeVersion(expectCreated(fail, created)) };
  },
});
