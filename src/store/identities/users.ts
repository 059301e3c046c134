import type {
  Conflict,
  Created,
  Done,
  Exists,
  Missing,
  OverLimit,
  Page,
  PathPageRequest,
  Tag,
} from './outcome.ts';

export interface User {
  readonly accountId: string;
  /** AIDA...; never reused, so a grant to a deleted user cannot pass to a namesake. */
  readonly userId: string;
  readonly userName: string;
  /** Begins and ends with a slash. */
  readonly path: string;
  readonly createdAtMs: number;
  readonly passwordLastUsedAtMs: number | undefined;
  readonly permissionsBoundary: string | undefined;
  /** By key, as AWS lists them. */
  readonly tags: readonly Tag[];
}

export interface NewUser {
  readonly accountId: string;
  readonly userId: string;
  readonly userName: string;
  readonly path: string;
  readonly createdAtMs: number;
  readonly permissionsBoundary?: string | undefined;
  readonly tags: readonly Tag[];
}

/** A user's sign-in password. */
export interface LoginProfile {
  /** PHC string of argon2id. */
  readonly passwordHash: string;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly resetRequired: boolean;
  /** Hashes of earlier passwords, newest first, for reuse prevention. */
  readonly earlierHashes: readonly string[];
}

export interface NewPassword {
  readonly passwordHash: string;
  readonly atMs: number;
  readonly resetRequired: boolean;
}

export interface UserStore {
  /** 'missing' names a permissions boundary policy that is not there. */
  createUser(user: NewUser): Promise<Created<User> | Exists | OverLimit | Missing>;
  user(accountId: string, userName: string): Promise<User | undefined>;
  userById(userId: string): Promise<User | undefined>;
  listUsers(accountId: string, page: PathPageRequest): Promise<Page<User>>;
  updateUser(
    accountId: string,
    userName: string,
    change: { readonly newUserName?: string | undefined; readonly newPath?: string | undefined },
  ): Promise<Done | Exists | Missing>;
  /** Blockers: managed-policies, inline-policies, access-keys, login-profile, groups. */
  deleteUser(accountId: string, userName: string): Promise<Done | Conflict | Missing>;

  createLoginProfile(
    accountId: string,
    userName: string,
    password: NewPassword,
  ): Promise<Created<LoginProfile> | Exists | Missing>;
  /** 'missing' tells a user that is not there from one without a login profile. */
  loginProfile(accountId: string, userName: string): Promise<LoginProfile | Missing>;
  updateLoginProfile(
    accountId: string,
    userName: string,
    change: {
      /** A new hash; the old one joins `earlierHashes`, at most 24 of them. */
      readonly passwordHash?: string | undefined;
      readonly resetRequired?: boolean | undefined;
      readonly atMs: number;
    },
  ): Promise<Done | Missing>;
  deleteLoginProfile(accountId: string, userName: string): Promise<Done | Missing>;
}
