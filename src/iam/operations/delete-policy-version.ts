import { defineOperation } from '../define.ts';
import { findPolicyVersion, ownPolicy } from '../managed-policies.ts';
import { expectDone } from '../outcomes.ts';
import { onPolicy } from '../requirements.ts';
import { arn, versionId } from '../shapes/names.ts';

export const deletePolicyVersion = defineOperation({
  name: 'DeletePolicyVersion',
  summary: 'Delete a version of a managed policy that is not its default.',
  input: { PolicyArn: arn, VersionId: versionId },
  errors: ['AccessDenied', 'DeleteConflict', 'InvalidInput', 'NoSuchEntity'],
  authorize: ({ PolicyArn }, context) => onPolicy(context, 'iam:DeletePolicyVersion', PolicyArn),
  async handle(args) {
    const { input, identities, fail } = args;
    const found = ownPolicy(args, fail, input.PolicyArn);
    await findPolicyVersion(args, fail, found, input.VersionId);
    expectDone(fail, await identities.deletePolicyVersion(found, input.VersionId));
    return undefined;
  },
});
