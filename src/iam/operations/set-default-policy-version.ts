import { defineOperation } from '../define.ts';
import { findPolicyVersion, ownPolicy } from '../managed-policies.ts';
import { expectDone } from '../outcomes.ts';
import { onPolicy } from '../requirements.ts';
import { arn, versionId } from '../shapes/names.ts';

export const setDefaultPolicyVersion = defineOperation({
  name: 'SetDefaultPolicyVersion',
  summary: 'Make a version of a managed policy the one that counts.',
  input: { PolicyArn: arn, VersionId: versionId },
  errors: ['AccessDenied', 'InvalidInput', 'NoSuchEntity'],
  authorize: ({ PolicyArn }, context) =>
    onPolicy(context, 'iam:SetDefaultPolicyVersion', PolicyArn),
  async handle(args) {
    const { input, identities, clock, fail } = args;
    const found = ownPolicy(args, fail, input.PolicyArn);
    await findPolicyVersion(args, fail, found, input.VersionId);
    expectDone(fail, await identities.setDefaultPolicyVersion(found, input.VersionId, clock()));
    return undefined;
  },
});
