import type { AccessKeyStore } from './identities/access-keys.ts';
import type { AccountStore } from './identities/accounts.ts';
import type { ActivityStore } from './identities/activity.ts';
import type { GroupStore } from './identities/groups.ts';
import type { OidcProviderStore } from './identities/oidc-providers.ts';
import type { InlinePolicyStore, ManagedPolicyStore } from './identities/policies.ts';
import type { RoleStore } from './identities/roles.ts';
import type { SourceStore } from './identities/sources.ts';
import type { TagStore } from './identities/tags.ts';
import type { UserStore } from './identities/users.ts';

export type * from './identities/access-keys.ts';
export type * from './identities/accounts.ts';
export type * from './identities/activity.ts';
export type * from './identities/groups.ts';
export type * from './identities/oidc-providers.ts';
export type * from './identities/outcome.ts';
export type * from './identities/policies.ts';
export type * from './identities/quotas.ts';
export type * from './identities/roles.ts';
export type * from './identities/sources.ts';
export type * from './identities/sources.ts';
export type * from './identities/tags.ts';
export type * from './identities/users.ts';

/**
 * Accounts, identities and their policies. Each method is one transaction; expected outcomes are
 * results, never exceptions. Names are found without regard to case and given back as they were
 * stored; lists are by name, without regard to case. Every change moves the identity revision in
 * its transaction, except the records of last use.
 */
export interface IdentityStore
  extends AccountStore,
    UserStore,
    GroupStore,
    RoleStore,
    ManagedPolicyStore,
    InlinePolicyStore,
    AccessKeyStore,
    OidcProviderStore,
    TagStore,
    ActivityStore,
    SourceStore {}
