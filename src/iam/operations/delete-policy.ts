import { defineOperation } from '../define.ts';
import { ownPolicy } from '../managed-policies.ts';
import { expectDone } from '../outcomes.ts';
import { onPolicy } from '../requirements.ts';
import { arn } from '../shapes/names.ts';

export const deletePolicy = defineOperation({
  name: 'DeletePolicy',
  summary: 'Delete a managed policy that is attached to nothing.',
  input: { PolicyArn: arn },
  errors: ['AccessDenied', 'DeleteConflict', 'InvalidInput', 'NoSuchEntity'],
  authorize: ({ PolicyArn }, context) => onPolicy(context, 'iam:DeletePolicy', PolicyArn),
  async handle(args) {
    const { input, identities, fail } = args;
    const found = ownPolicy(args, fail, input.PolicyArn);
    expectDone(fail, await identities.deletePolicy(found));
    return undefined;
  },
});
