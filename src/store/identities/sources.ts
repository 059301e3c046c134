import type { AccessKey } from './access-keys.ts';
import type { Account } from './accounts.ts';
import type { Group } from './groups.ts';
import type { Role } from './roles.ts';
import type { User } from './users.ts';

/** Whose policy it is: the user or role itself, or a group of the user. */
export interface PolicyHolder {
  readonly kind: 'user' | 'group' | 'role';
  readonly name: string;
  readonly path: string;
}

/** A policy text with where it came from, as the compiler wants to know it. */
export type PolicySource =
  | {
      readonly kind: 'inline';
      readonly name: string;
      readonly document: string;
      readonly holder: PolicyHolder;
    }
  | {
      readonly kind: 'managed';
      readonly arn: string;
      /** Undefined for a policy that is no row: AWS's own. */
      readonly document: string | undefined;
      readonly versionId: string | undefined;
      readonly holder: PolicyHolder;
    };

export interface BoundarySource {
  readonly arn: string;
  readonly document: string | undefined;
  readonly versionId: string | undefined;
}

/** Everything that decides what someone may do, read in one snapshot. Groups: for simulation. */
export interface PrincipalSource {
  readonly account: Account;
  readonly entity:
    | { readonly kind: 'user'; readonly user: User }
    | { readonly kind: 'role'; readonly role: Role }
    | { readonly kind: 'group'; readonly group: Group }
    | { readonly kind: 'root' };
  /** The user's own, then those of its groups by name. */
  readonly policies: readonly PolicySource[];
  readonly boundary: BoundarySource | undefined;
  /** Sessions issued before this are over. */
  readonly sessionsRevokedBeforeMs: number | undefined;
}

export interface KeySource extends PrincipalSource {
  readonly key: AccessKey;
}

export interface SourceStore {
  /** Of a long-term access key. */
  keySource(accessKeyId: string): Promise<KeySource | undefined>;
  /** By unique id (AIDA..., AROA..., AGPA...) or, for root, by account id. */
  principalSource(id: string): Promise<PrincipalSource | undefined>;
}
