import { defineOperation } from '../define.ts';
import { expectDone } from '../outcomes.ts';
import { onInstanceProfile, onRole } from '../requirements.ts';
import { instanceProfileName, roleName } from '../shapes/names.ts';

export const addRoleToInstanceProfile = defineOperation({
  name: 'AddRoleToInstanceProfile',
  summary: 'Put a role into an instance profile.',
  input: { InstanceProfileName: instanceProfileName, RoleName: roleName },
  errors: ['LimitExceeded', 'NoSuchEntity'],
  // The role is handed to EC2, which the caller must be allowed to do.
  async authorize({ InstanceProfileName, RoleName }, context) {
    const action = 'iam:AddRoleToInstanceProfile';
    return [
      ...(await onInstanceProfile(context, action, InstanceProfileName)),
      ...(await onRole(context, 'iam:PassRole', RoleName, {
        'iam:passedtoservice': 'ec2.amazonaws.com',
      })),
    ];
  },
  async handle({ input, accountId, identities, fail }) {
    const { InstanceProfileName, RoleName } = input;
    const added = await identities.addRoleToInstanceProfile(
      accountId,
      InstanceProfileName,
      RoleName,
    );
    expectDone(fail, added);
    return undefined;
  },
});
