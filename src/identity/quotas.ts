import type { IdentityQuotas } from '../store/identities.ts';

export type { IdentityQuotas, QuotaName } from '../store/identities.ts';

/** AWS's default quotas of IAM, from "IAM and AWS STS quotas"; a server may set others. */
export const defaultQuotas: IdentityQuotas = {
  UsersPerAccount: 5_000,
  GroupsPerAccount: 300,
  RolesPerAccount: 1_000,
  InstanceProfilesPerAccount: 1_000,
  PoliciesPerAccount: 1_500,
  OidcProvidersPerAccount: 100,
  GroupsPerUser: 10,
  AccessKeysPerUser: 2,
  AttachedPoliciesPerUser: 10,
  AttachedPoliciesPerGroup: 10,
  AttachedPoliciesPerRole: 10,
  VersionsPerPolicy: 5,
  RolesPerInstanceProfile: 1,
  TagsPerEntity: 50,
  ClientIdsPerOidcProvider: 100,
  ThumbprintsPerOidcProvider: 5,
  InlinePolicySizePerUser: 2_048,
  InlinePolicySizePerGroup: 5_120,
  InlinePolicySizePerRole: 10_240,
};

/** Characters of one customer managed policy, white space not counted. */
export const managedPolicySizeLimit = 6_144;
/** Characters of a role's trust policy, white space not counted. */
export const trustPolicySizeLimit = 2_048;
/** Characters of a policy parameter as it is sent, white space and all. */
export const policyDocumentLengthLimit = 131_072;
/** Sizes of a session policy, and how many managed ones a session may name. */
export const sessionPolicySizeLimit = 2_048;
export const sessionPolicyArnsLimit = 10;
export const sessionTagsLimit = 50;
