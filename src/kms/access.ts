import { accountOfKeyArn } from '../identity/key-ring.ts';
import { type KeyAccess, withoutPolicy } from '../operation/key-access.ts';
import type { Requirement, ResourceAccess } from '../operation/requirement.ts';
import type { KmsContext } from './define.ts';

/** The resource side of a decision of the key service; what has no account is the caller's. */
export function kmsAccess(
  access: KeyAccess,
  requirement: Requirement,
  { accountId }: KmsContext,
): ResourceAccess | Promise<ResourceAccess> {
  const isNamed = accountOfKeyArn(requirement.resource) !== undefined;
  return isNamed ? access(requirement) : withoutPolicy(accountId);
}
