/** The quotas that the store checks inside its transactions; names follow AWS's quota page. */
export interface IdentityQuotas {
  readonly UsersPerAccount: number;
  readonly GroupsPerAccount: number;
  readonly RolesPerAccount: number;
  readonly InstanceProfilesPerAccount: number;
  readonly PoliciesPerAccount: number;
  readonly OidcProvidersPerAccount: number;
  readonly GroupsPerUser: number;
  readonly AccessKeysPerUser: number;
  readonly AttachedPoliciesPerUser: number;
  readonly AttachedPoliciesPerGroup: number;
  readonly AttachedPoliciesPerRole: number;
  readonly VersionsPerPolicy: number;
  readonly RolesPerInstanceProfile: number;
  readonly TagsPerEntity: number;
  readonly ClientIdsPerOidcProvider: number;
  readonly ThumbprintsPerOidcProvider: number;
  /** Characters of all inline policies of one user together, white space not counted. */
  readonly InlinePolicySizePerUser: number;
  readonly InlinePolicySizePerGroup: number;
  readonly InlinePolicySizePerRole: number;
}

export type QuotaName = keyof IdentityQuotas;
