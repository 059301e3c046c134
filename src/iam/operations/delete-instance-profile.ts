import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onInstanceProfile } from '../requirements.ts';
import { instanceProfileName } from '../shapes/names.ts';

export const deleteInstanceProfile = defineOperation({
  name: 'DeleteInstanceProfile',
  summary: 'Delete an instance profile without a role.',
  input: { InstanceProfileName: instanceProfileName },
  errors: ['DeleteConflict', 'NoSuchEntity'],
  authorize: ({ InstanceProfileName }, context) =>
    onInstanceProfile(context, 'iam:DeleteInstanceProfile', InstanceProfileName),
  async handle({ input, accountId, identities, fail }) {
    expectDone(fail, await identities.deleteInstanceProfile(accountId, input.InstanceProfileName));
    return undefined;
  },
});
