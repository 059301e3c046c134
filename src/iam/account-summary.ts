import {
  type IdentityQuotas,
  managedPolicySizeLimit,
  trustPolicySizeLimit,
} from '../identity/quotas.ts';
import type { AccountCounts } from '../store/identities.ts';

/** AWS's own quotas of what this server does not have, so that scripts find every key. */
const serverCertificatesQuota = 20;
const signingCertificatesQuota = 2;
const policyVersionsInUseQuota = 10_000;

/** The map of GetAccountSummary, keys as AWS names them. */
export function summaryOf(
  counts: AccountCounts,
  quotas: IdentityQuotas,
): Readonly<Record<string, number>> {
  return {
    AccessKeysPerUserQuota: quotas.AccessKeysPerUser,
    AccountAccessKeysPresent: Math.min(1, counts.rootAccessKeys),
    AccountMFAEnabled: 0,
    AccountPasswordPresent: 0,
    AccountSigningCertificatesPresent: 0,
    AssumeRolePolicySizeQuota: trustPolicySizeLimit,
    AttachedPoliciesPerGroupQuota: quotas.AttachedPoliciesPerGroup,
    AttachedPoliciesPerRoleQuota: quotas.AttachedPoliciesPerRole,
    AttachedPoliciesPerUserQuota: quotas.AttachedPoliciesPerUser,
    GlobalEndpointTokenVersion: 2,
    GroupPolicySizeQuota: quotas.InlinePolicySizePerGroup,
    Groups: counts.groups,
    GroupsPerUserQuota: quotas.GroupsPerUser,
    GroupsQuota: quotas.GroupsPerAccount,
    InstanceProfiles: counts.instanceProfiles,
    InstanceProfilesQuota: quotas.InstanceProfilesPerAccount,
    MFADevices: 0,
    MFADevicesInUse: 0,
    Policies: counts.policies,
    PoliciesQuota: quotas.PoliciesPerAccount,
    PolicySizeQuota: managedPolicySizeLimit,
    PolicyVersionsInUse: counts.policyVersionsInUse,
    PolicyVersionsInUseQuota: policyVersionsInUseQuota,
    Providers: counts.oidcProviders,
    RolePolicySizeQuota: quotas.InlinePolicySizePerRole,
    Roles: counts.roles,
    RolesQuota: quotas.RolesPerAccount,
    ServerCertificates: 0,
    ServerCertificatesQuota: serverCertificatesQuota,
    SigningCertificatesPerUserQuota: signingCertificatesQuota,
    UserPolicySizeQuota: quotas.InlinePolicySizePerUser,
    Users: counts.users,
    UsersQuota: quotas.UsersPerAccount,
    VersionsPerPolicyQuota: quotas.VersionsPerPolicy,
  };
}
