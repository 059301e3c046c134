import type { IdentityStore } from '../../identities.ts';
import type { Database } from './database.ts';
import { accessKeyStore } from './identities/access-keys.ts';
import { accountStore } from './identities/accounts.ts';
import { activityStore } from './identities/activity.ts';
import { createContext, type IdentityStoreOptions } from './identities/context.ts';
import { groupStore } from './identities/groups.ts';
import { inlinePolicyStore } from './identities/inline-policies.ts';
import { managedPolicyStore } from './identities/managed-policies.ts';
import { oidcProviderStore } from './identities/oidc-providers.ts';
import { roleStore } from './identities/roles.ts';
import { sourceStore } from './identities/sources.ts';
import { tagStore } from './identities/tags.ts';
import { userStore } from './identities/users.ts';

export type { IdentityStoreOptions } from './identities/context.ts';

/** The identity store on SQLite. The database must have been opened with all migrations. */
export function createIdentityStore(
  database: Database,
  options: IdentityStoreOptions,
): IdentityStore {
  const context = createContext(database, options);
  return {
    ...accountStore(context),
    ...userStore(context),
    ...groupStore(context),
    ...roleStore(context),
    ...managedPolicyStore(context),
    ...inlinePolicyStore(context),
    ...accessKeyStore(context),
    ...oidcProviderStore(context),
    ...tagStore(context),
    ...activityStore(context),
    ...sourceStore(context),
  };
}
