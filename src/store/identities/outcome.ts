import type { QuotaName } from './quotas.ts';

/** The kinds of things that IAM keeps; the names are those of AWS's messages, lower-case. */
export type EntityKind =
  | 'account'
  | 'user'
  | 'group'
  | 'role'
  | 'instance-profile'
  | 'policy'
  | 'policy-version'
  | 'inline-policy'
  | 'attachment'
  | 'boundary'
  | 'membership'
  | 'access-key'
  | 'login-profile'
  | 'password-policy'
  | 'oidc-provider'
  | 'alias'
  | 'report';

export interface Missing {
  readonly outcome: 'missing';
  /** What was not found: the first of the named entities, in AWS's order of checks. */
  readonly what: EntityKind;
  readonly name: string;
}

export interface Exists {
  readonly outcome: 'exists';
  readonly what: EntityKind;
  readonly name: string;
}

/** A quota would be passed. `value` is the quota, which AWS's message carries. */
export interface OverLimit {
  readonly outcome: 'limit';
  readonly quota: QuotaName;
  readonly value: number;
}

/** What still refers to an entity that is to be deleted, in AWS's order of checks. */
export type Blocker =
  | 'managed-policies'
  | 'inline-policies'
  | 'members'
  | 'groups'
  | 'login-profile'
  | 'access-keys'
  | 'instance-profiles'
  | 'roles'
  | 'policy-versions'
  | 'attachments'
  | 'default-version';

export interface Conflict {
  readonly outcome: 'conflict';
  readonly blocker: Blocker;
}

export interface Done {
  readonly outcome: 'done';
}

export interface Created<T> {
  readonly outcome: 'created';
  readonly value: T;
}

/** One page of a list: `next` is the name to pass as `after` for the following page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

export interface PageRequest {
  /** The `next` of the page before; undefined for the first. */
  readonly after?: string | undefined;
  /** At most this many items. */
  readonly limit: number;
}

export interface PathPageRequest extends PageRequest {
  /** Compared as a case-sensitive prefix; need not end in a slash. */
  readonly pathPrefix?: string | undefined;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}
