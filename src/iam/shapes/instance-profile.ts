import { instanceProfileArn } from '../../identity/arns.ts';
import { type Infer, list, optional, structure, text, timestamp } from '../../operation/shape.ts';
import type { InstanceProfile } from '../../store/identities.ts';
import type { IamContext } from '../define.ts';
import { showTrustPolicy } from '../trust-policies.ts';
import { describeListedRole, listedRole } from './role.ts';
import { describeTagsIfAny, tags } from './tags.ts';

export const listedInstanceProfile = structure({
  Path: text(),
  InstanceProfileName: text(),
  InstanceProfileId: text(),
  Arn: text(),
  CreateDate: timestamp('seconds'),
  Roles: list('member', listedRole),
});

export const fullInstanceProfile = structure({
  ...listedInstanceProfile.members,
  Tags: optional(tags),
});

/** An instance profile as lists show it: without tags. */
export async function describeListedInstanceProfile(
  context: IamContext,
  profile: InstanceProfile,
): Promise<Infer<typeof listedInstanceProfile>> {
  const { accountId, path, instanceProfileName } = profile;
  const roles = profile.roles.map(async (role) =>
    describeListedRole(role, await showTrustPolicy(context, role)),
  );
  return {
    Path: path,
    InstanceProfileName: instanceProfileName,
    InstanceProfileId: profile.instanceProfileId,
    Arn: instanceProfileArn(accountId, path, instanceProfileName),
    CreateDate: profile.createdAtMs,
    Roles: await Promise.all(roles),
  };
}

/** An instance profile with its tags. */
export async function describeInstanceProfile(
  context: IamContext,
  profile: InstanceProfile,
): Promise<Infer<typeof fullInstanceProfile>> {
  return {
    ...(await describeListedInstanceProfile(context, profile)),
    Tags: describeTagsIfAny(profile.tags),
  };
}
