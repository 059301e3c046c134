import { namedAccount } from '../document/arn.ts';
import type { PrincipalElement } from '../document/policy-document.ts';
import type { Principal } from './request.ts';

/**
 * How directly a resource policy names who asks; the more directly, the less the policies of its
 * own account matter (IAM user guide, "Evaluation logic", the table of resource-based policies).
 */
export type GrantLevel = 0 | 1 | 2 | 3;
export const NOT_NAMED: GrantLevel = 0;
/** By its account: that delegates, and an identity policy must still allow. */
export const BY_ACCOUNT: GrantLevel = 1;
/** A session by its role or its user: boundary and session policies still limit it. */
export const BY_PARENT: GrantLevel = 2;
/** By its own ARN or id, or as everyone: nothing else is needed in the same account. */
export const DIRECTLY: GrantLevel = 3;

export interface CompiledPrincipals {
  readonly negated: boolean;
  readonly everyone: boolean;
  readonly accounts: ReadonlySet<string>;
  /** ARNs and unique ids. */
  readonly names: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
  readonly canonicalUsers: ReadonlySet<string>;
}

/** Sorts the names of a Principal or NotPrincipal element by what they name. */
export function compilePrincipals(element: PrincipalElement): CompiledPrincipals {
  const accounts = new Set<string>();
  const names = new Set<string>();
  const valuesOf = (type: string) =>
    new Set(element.named.filter((one) => one.type === type).map((one) => one.value));
  for (const value of valuesOf('AWS')) {
    const account = namedAccount(value);
    if (account !== undefined) accounts.add(account);
    else names.add(value);
  }
  return {
    negated: element.negated,
    everyone: element.everyone,
    accounts,
    names,
    services: valuesOf('Service'),
    providers: valuesOf('Federated'),
    canonicalUsers: valuesOf('CanonicalUser'),
  };
}

function names(principals: CompiledPrincipals, name: string | undefined): boolean {
  return name !== undefined && principals.names.has(name);
}

function namesAccountOf(principals: CompiledPrincipals, principal: Principal): boolean {
  if (principals.accounts.has(principal.accountId)) return true;
  const { canonicalUserId } = principal;
  return canonicalUserId !== undefined && principals.canonicalUsers.has(canonicalUserId);
}

/** How directly a list of principals (not NotPrincipal) names who asks. */
export function grantLevel(principals: CompiledPrincipals, principal: Principal): GrantLevel {
  if (principals.everyone) return DIRECTLY;
  const { kind, arn, userId } = principal;
  if (kind === 'anonymous') return NOT_NAMED;
  if (kind === 'service') return principals.services.has(arn) ? DIRECTLY : NOT_NAMED;
  if (kind === 'web-identity') return principals.providers.has(arn) ? DIRECTLY : NOT_NAMED;
  if (names(principals, arn) || names(principals, userId)) return DIRECTLY;
  if (isNamedByParent(principals, principal)) return BY_PARENT;
  if (!namesAccountOf(principals, principal)) return NOT_NAMED;
  return kind === 'root' ? DIRECTLY : BY_ACCOUNT;
}

function isNamedByParent(principals: CompiledPrincipals, principal: Principal): boolean {
  if (principal.kind === 'role-session') {
    return names(principals, principal.roleArn) || names(principals, principal.roleId);
  }
  if (principal.kind === 'federated-user') {
    // A root is named by its account.
    if (principal.issuerArn?.endsWith(':root')) return namesAccountOf(principals, principal);
    return names(principals, principal.issuerArn) || names(principals, principal.issuerId);
  }
  return false;
}

/**
 * Whether NotPrincipal spares who asks. It must name every identity that the caller has: account
 * and user, or account, role and session; AWS asks for the same ("NotPrincipal" in the IAM user
 * guide).
 */
export function isSpared(principals: CompiledPrincipals, principal: Principal): boolean {
  if (principals.everyone) return true;
  const { kind, arn, userId } = principal;
  if (kind === 'anonymous') return false;
  if (kind === 'service') return principals.services.has(arn);
  if (kind === 'web-identity') return principals.providers.has(arn);
  if (!namesAccountOf(principals, principal)) return false;
  if (kind === 'root') return true;
  if (!names(principals, arn) && !names(principals, userId)) return false;
  return kind === 'user' || isNamedByParent(principals, principal);
}
