import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onInstanceProfile } from '../requirements.ts';
import { instanceProfileName, roleName } from '../shapes/names.ts';

export const removeRoleFromInstanceProfile = defineOperation({
  name: 'RemoveRoleFromInstanceProfile',
  summary: 'Take a role out of an instance profile.',
  input: { InstanceProfileName: instanceProfileName, RoleName: roleName },
  errors: ['NoSuchEntity'],
  authorize: ({ InstanceProfileName }, context) =>
    onInstanceProfile(context, 'iam:RemoveRoleFromInstanceProfile', InstanceProfileName),
  async handle({ input, accountId, identities, fail }) {
    const { InstanceProfileName, RoleName } = input;
    const removed = await identities.removeRoleFromInstanceProfile(
      accountId,
      InstanceProfileName,
      RoleName,
    );
    expectDone(fail, removed);
    return undefined;
  },
});
