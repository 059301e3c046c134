import { anonymousId } from '../acl/ownership.ts';
import type { AccountDirectory } from '../define.ts';

export interface OwnerMember {
  readonly ID: string;
  readonly DisplayName: string | undefined;
}

/** Looks up the owners of a page, each once. */
export async function ownersOf(
  ownerIds: Iterable<string>,
  accounts: AccountDirectory,
): Promise<(ownerId: string) => OwnerMember> {
  const owners = new Map<string, OwnerMember>();
  for (const ID of new Set(ownerIds)) {
    const account = ID === anonymousId ? undefined : await accounts.accountByCanonicalId(ID);
    owners.set(ID, { ID, DisplayName: account?.name });
  }
  return (ownerId) => owners.get(ownerId) ?? { ID: ownerId, DisplayName: undefined };
}
