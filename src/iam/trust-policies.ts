import { bindPrincipals, showPrincipals } from '../identity/principal-binding.ts';
import { createEntityNames } from '../identity/principal-names.ts';
import type { Fail } from '../operation/operation.ts';
import type { Infer } from '../operation/shape.ts';
import type { Role } from '../store/identities.ts';
import type { IamContext } from './define.ts';
import { checkTrustPolicy } from './documents.ts';
import { describeListedRole, describeRole, type fullRole, type listedRole } from './shapes/role.ts';

/**
 * A trust policy as it is stored: the ARNs of users and roles bound to their unique ids, so that a
 * principal that is deleted and made again does not inherit the trust.
 * @throws ServiceError MalformedPolicyDocument, LimitExceeded
 */
export async function bindTrustPolicy(
  { identities }: IamContext,
  fail: Fail<'MalformedPolicyDocument' | 'LimitExceeded'>,
  text: string,
): Promise<string> {
  checkTrustPolicy(fail, text);
  const bound = await bindPrincipals(text, createEntityNames(identities));
  if (bound.outcome === 'bound') return bound.text;
  return fail('MalformedPolicyDocument', {
    message: `Invalid principal in policy: "AWS":"${bound.arn}"`,
  });
}

/** A trust policy as it is shown: the ids of principals that are still there as their ARNs of now. */
export function showTrustPolicy({ identities }: IamContext, role: Role): Promise<string> {
  return showPrincipals(role.trustPolicy, createEntityNames(identities));
}

/** A role with boundary, tags and last use, its trust policy with the ARNs of now. */
export async function showRole(context: IamContext, role: Role): Promise<Infer<typeof fullRole>> {
  return describeRole(role, await showTrustPolicy(context, role));
}

/** A role as lists show it, its trust policy with the ARNs of now. */
export async function showListedRole(
  context: IamContext,
  role: Role,
): Promise<Infer<typeof listedRole>> {
  return describeListedRole(role, await showTrustPolicy(context, role));
}
