import { integer, list, optional, structure, text } from '../../operation/shape.ts';
import { attachedBoundary } from './boundary.ts';
import { groupShape } from './group.ts';
import { listedInstanceProfile } from './instance-profile.ts';
import { attachedPolicies, listedPolicy, policyVersion } from './policy.ts';
import { listedRole, roleLastUsed } from './role.ts';
import { tags } from './tags.ts';
import { listedUser } from './user.ts';

/** The whole of an account, as GetAccountAuthorizationDetails shows it. */

const inlinePolicies = list('member', structure({ PolicyName: text(), PolicyDocument: text() }));

const { PasswordLastUsed: _notShown, ...userMembers } = listedUser.members;

export const userDetail = structure({
  ...userMembers,
  UserPolicyList: inlinePolicies,
  GroupList: list('member', text()),
  AttachedManagedPolicies: attachedPolicies,
  PermissionsBoundary: optional(attachedBoundary),
  Tags: tags,
});

export const groupDetail = structure({
  ...groupShape.members,
  GroupPolicyList: inlinePolicies,
  AttachedManagedPolicies: attachedPolicies,
});

const {
  Description: _noDescription,
  MaxSessionDuration: _noDuration,
  ...roleMembers
} = listedRole.members;

export const roleDetail = structure({
  ...roleMembers,
  InstanceProfileList: list('member', listedInstanceProfile),
  RolePolicyList: inlinePolicies,
  AttachedManagedPolicies: attachedPolicies,
  PermissionsBoundary: optional(attachedBoundary),
  Tags: tags,
  RoleLastUsed: roleLastUsed,
});

export const policyDetail = structure({
  ...listedPolicy.members,
  AttachmentCount: integer(),
  Description: optional(text()),
  PolicyVersionList: list('member', policyVersion),
});
