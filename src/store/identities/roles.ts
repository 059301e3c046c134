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

export interface Role {
  readonly accountId: string;
  /** AROA... */
  readonly roleId: string;
  readonly roleName: string;
  readonly path: string;
  readonly createdAtMs: number;
  /** The trust policy, byte for byte as stored (principals may be bound to unique ids). */
  readonly trustPolicy: string;
  readonly description: string | undefined;
  readonly maxSessionDurationSeconds: number;
  readonly permissionsBoundary: string | undefined;
  readonly lastUsed: { readonly atMs: number; readonly region: string } | undefined;
  readonly tags: readonly Tag[];
}

export interface NewRole {
  readonly accountId: string;
  readonly roleId: string;
  readonly roleName: string;
  readonly path: string;
  readonly createdAtMs: number;
  readonly trustPolicy: string;
  readonly description?: string | undefined;
  readonly maxSessionDurationSeconds: number;
  readonly permissionsBoundary?: string | undefined;
  readonly tags: readonly Tag[];
}

export interface InstanceProfile {
  readonly accountId: string;
  /** AIPA... */
  readonly instanceProfileId: string;
  readonly instanceProfileName: string;
  readonly path: string;
  readonly createdAtMs: number;
  readonly tags: readonly Tag[];
  readonly roles: readonly Role[];
}

export type NewInstanceProfile = Omit<InstanceProfile, 'roles'>;

export interface RoleStore {
  createRole(role: NewRole): Promise<Created<Role> | Exists | OverLimit | Missing>;
  role(accountId: string, roleName: string): Promise<Role | undefined>;
  roleById(roleId: string): Promise<Role | undefined>;
  listRoles(accountId: string, page: PathPageRequest): Promise<Page<Role>>;
  /** A member that is absent stays as it is; a description of '' is kept as ''. */
  updateRole(
    accountId: string,
    roleName: string,
    change: {
      readonly description?: string | undefined;
      readonly maxSessionDurationSeconds?: number | undefined;
      readonly trustPolicy?: string | undefined;
    },
  ): Promise<Done | Missing>;
  /** Blockers: instance-profiles, managed-policies, inline-policies. */
  deleteRole(accountId: string, roleName: string): Promise<Done | Conflict | Missing>;

  createInstanceProfile(
    profile: NewInstanceProfile,
  ): Promise<Created<InstanceProfile> | Exists | OverLimit>;
  instanceProfile(accountId: string, name: string): Promise<InstanceProfile | undefined>;
  listInstanceProfiles(accountId: string, page: PathPageRequest): Promise<Page<InstanceProfile>>;
  listInstanceProfilesOfRole(
    accountId: string,
    roleName: string,
    page: PageRequest,
  ): Promise<Page<InstanceProfile> | Missing>;
  /** Blocker: roles. */
  deleteInstanceProfile(accountId: string, name: string): Promise<Done | Conflict | Missing>;
  /** 'limit' RolesPerInstanceProfile: it has its one role already. */
  addRoleToInstanceProfile(
    accountId: string,
    name: string,
    roleName: string,
  ): Promise<Done | Missing | OverLimit>;
  removeRoleFromInstanceProfile(
    accountId: string,
    name: string,
    roleName: string,
  ): Promise<Done | Missing>;
}
