import { defineOperation } from '../define.ts';
import { missing, refuse } from '../outcomes.ts';
import { onInstanceProfile } from '../requirements.ts';
import { describeInstanceProfile, fullInstanceProfile } from '../shapes/instance-profile.ts';
import { instanceProfileName } from '../shapes/names.ts';

export const getInstanceProfile = defineOperation({
  name: 'GetInstanceProfile',
  summary: 'Return an instance profile and its role.',
  input: { InstanceProfileName: instanceProfileName },
  output: { InstanceProfile: fullInstanceProfile },
  errors: ['NoSuchEntity'],
  authorize: ({ InstanceProfileName }, context) =>
    onInstanceProfile(context, 'iam:GetInstanceProfile', InstanceProfileName),
  async handle(args) {
    const { input, accountId, identities, fail } = args;
    const name = input.InstanceProfileName;
    const profile = await identities.instanceProfile(accountId, name);
    if (profile === undefined) return refuse(fail, missing('instance-profile', name));
    return { InstanceProfile: await describeInstanceProfile(args, profile) };
  },
});
