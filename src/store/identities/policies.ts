import type {
  Conflict,
  Created,
  Done,
  Exists,
  Missing,
  OverLimit,
  Page,
  PageRequest,
  PathPageRequest,
  Tag,
} from './outcome.ts';

/** Who can hold policies. Names are found without regard to case. */
export interface HolderReference {
  readonly accountId: string;
  readonly kind: 'user' | 'group' | 'role';
  readonly name: string;
}

/** A customer managed policy. AWS's own are data in `src/identity/aws-managed-policies`. */
export interface ManagedPolicy {
  readonly accountId: string;
  /** ANPA... */
  readonly policyId: string;
  readonly policyName: string;
  readonly path: string;
  readonly arn: string;
  readonly description: string | undefined;
  /** v1, v2, ... */
  readonly defaultVersionId: string;
  readonly createdAtMs: number;
  /** When a version was last made or made the default. */
  readonly updatedAtMs: number;
  /** Users, groups and roles that it is attached to. */
  readonly attachmentCount: number;
  /** Users and roles whose boundary it is. */
  readonly boundaryUsageCount: number;
  readonly tags: readonly Tag[];
}

export interface NewManagedPolicy {
  readonly accountId: string;
  readonly policyId: string;
  readonly policyName: string;
  readonly path: string;
  readonly arn: string;
  readonly description?: string | undefined;
  readonly document: string;
  readonly createdAtMs: number;
  readonly tags: readonly Tag[];
}

export interface PolicyVersion {
  readonly versionId: string;
  /** Byte for byte as it was given. */
  readonly document: string;
  readonly isDefault: boolean;
  readonly createdAtMs: number;
}

/** How often a policy is in use in one account; for AWS managed policies, which have no row. */
export interface PolicyUsage {
  readonly attachmentCount: number;
  readonly boundaryUsageCount: number;
}

export interface PolicyEntity {
  readonly kind: 'user' | 'group' | 'role';
  readonly name: string;
  readonly id: string;
  readonly path: string;
}

export interface InlinePolicy {
  readonly policyName: string;
  readonly document: string;
}

export interface ManagedPolicyStore {
  createPolicy(policy: NewManagedPolicy): Promise<Created<ManagedPolicy> | Exists | OverLimit>;
  policy(arn: string): Promise<ManagedPolicy | undefined>;
  /** Customer managed policies only. */
  listPolicies(
    accountId: string,
    page: PathPageRequest & {
      readonly onlyAttached?: boolean | undefined;
      readonly usage?: 'PermissionsPolicy' | 'PermissionsBoundary' | undefined;
    },
  ): Promise<Page<ManagedPolicy>>;
  /** Blockers: attachments (boundaries too), policy-versions (others than the default). */
  deletePolicy(arn: string): Promise<Done | Conflict | Missing>;

  /** Version numbers are never reused. 'limit' VersionsPerPolicy. */
  createPolicyVersion(
    arn: string,
    version: {
      readonly document: string;
      readonly setAsDefault: boolean;
      readonly createdAtMs: number;
    },
  ): Promise<Created<PolicyVersion> | OverLimit | Missing>;
  policyVersion(arn: string, versionId: string): Promise<PolicyVersion | Missing>;
  /** Newest first, as AWS lists them. */
  listPolicyVersions(arn: string, page: PageRequest): Promise<Page<PolicyVersion> | Missing>;
  /** Blocker: default-version. */
  deletePolicyVersion(arn: string, versionId: string): Promise<Done | Conflict | Missing>;
  setDefaultPolicyVersion(arn: string, versionId: string, atMs: number): Promise<Done | Missing>;

  /** Attaching twice is 'done'. 'missing' of kind policy: not there, or not attachable. */
  attachPolicy(holder: HolderReference, arn: string): Promise<Done | Missing | OverLimit>;
  /** 'missing' of kind attachment: the holder is there, the policy is not attached to it. */
  detachPolicy(holder: HolderReference, arn: string): Promise<Done | Missing>;
  /** By policy name. */
  listAttachedPolicies(
    holder: HolderReference,
    page: PathPageRequest,
  ): Promise<Page<{ readonly policyName: string; readonly arn: string }> | Missing>;
  /** Groups, then roles, then users, each by name. `entity` and `usage` filter. */
  listEntitiesForPolicy(
    accountId: string,
    arn: string,
    page: PathPageRequest & {
      readonly entity?: 'user' | 'group' | 'role' | undefined;
      readonly usage?: 'PermissionsPolicy' | 'PermissionsBoundary' | undefined;
    },
  ): Promise<Page<PolicyEntity> | Missing>;
  policyUsage(accountId: string, arn: string): Promise<PolicyUsage>;

  /** A boundary of a user or role; 'missing' of kind policy when the ARN leads nowhere. */
  putPermissionsBoundary(
    holder: HolderReference & { readonly kind: 'user' | 'role' },
    arn: string,
  ): Promise<Done | Missing>;
  deletePermissionsBoundary(
    holder: HolderReference & { readonly kind: 'user' | 'role' },
  ): Promise<Done | Missing>;
}

export interface InlinePolicyStore {
  /** Creates or replaces. 'limit': the holder's inline policies together would be too long. */
  putInlinePolicy(
    holder: HolderReference,
    policy: InlinePolicy,
  ): Promise<Done | Missing | OverLimit>;
  inlinePolicy(holder: HolderReference, policyName: string): Promise<InlinePolicy | Missing>;
  deleteInlinePolicy(holder: HolderReference, policyName: string): Promise<Done | Missing>;
  /** By name, documents too. */
  listInlinePolicies(
    holder: HolderReference,
    page: PageRequest,
  ): Promise<Page<InlinePolicy> | Missing>;
}
