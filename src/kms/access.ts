import { accountOfKeyArn } from '../identity/key-ring.ts';
import type { Requirement, ResourceAccess } from '../operation/requirement.ts';
import type { KmsContext } from './define.ts';

/**
 * The resource side of a decision of the key service. Every key has the default key policy, which
 * leaves it to the policies of its account who may use it; another account never may.
 */
export function kmsAccess({ resource }: Requirement, { accountId }: KmsContext): ResourceAccess {
  return {
    accountId: accountOfKeyArn(resource) ?? accountId,
    policy: undefined,
    context: () => undefined,
    accessControlList: () => undefined,
  };
}
