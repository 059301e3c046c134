import type { Principal } from '../policy/index.ts';
import type { Account, KeySource, PrincipalSource, Tag } from '../store/identities.ts';
import { administratorAccess } from './aws-managed-policies/administrator-access.ts';
import type { CallerPolicies, CredentialRecord } from './caller.ts';
import type { PolicyCompiler } from './policy-compiler.ts';
import {
  federatedPrincipal,
  isoSeconds,
  roleSessionPrincipal,
  rootPrincipal,
  type SessionFacts,
  userPrincipal,
} from './principals.ts';
import type { SessionGrant } from './session-token.ts';

const noContext: ReadonlyMap<string, string> = new Map();

/** Managed policies that a session names, as the store has them when it is looked up. */
export interface SessionPolicySource {
  readonly arn: string;
  readonly document: string;
}

/**
 * Compiles what a principal's own policies are.
 * @throws UnreadablePolicy
 */
export function principalPolicies(
  source: PrincipalSource,
  compiler: PolicyCompiler,
): CallerPolicies {
  const { accountId } = source.account;
  return {
    identity: source.policies.map((policy) => compiler.identityPolicy(policy, accountId)),
    boundary: source.boundary && compiler.boundary(source.boundary),
    session: undefined,
  };
}

/** The principal that acts with long-term keys; undefined for roles and groups, which have none. */
export function longTermPrincipal({ account, entity }: PrincipalSource): Principal | undefined {
  if (entity.kind === 'user') return userPrincipal(account, entity.user);
  return entity.kind === 'root' ? rootPrincipal(account) : undefined;
}

/** @throws UnreadablePolicy */
export function longTermCredential(
  source: KeySource,
  secretAccessKey: string,
  compiler: PolicyCompiler,
): CredentialRecord | undefined {
  const principal = longTermPrincipal(source);
  if (principal === undefined) return undefined;
  return {
    accessKeyId: source.key.accessKeyId,
    secretAccessKey,
    kind: 'long-term',
    principal,
    policies: principalPolicies(source, compiler),
    ...accountPart(source.account),
    sessionContext: noContext,
  };
}

function accountPart(account: Account) {
  return { canonicalId: account.canonicalId, displayName: account.name };
}

function sessionPrincipal(
  { account, entity }: PrincipalSource,
  grant: SessionGrant,
): Principal | undefined {
  const { kind, sessionName } = grant;
  const tags: readonly Tag[] = grant.tags;
  const { issuedAtMs, sourceIdentity, federatedProvider } = grant;
  const facts: SessionFacts = { issuedAtMs, sourceIdentity, federatedProvider, tags };
  if (entity.kind === 'role') {
    return kind === 'assumed-role'
      ? roleSessionPrincipal(account, entity.role, sessionName, facts)
      : undefined;
  }
  if (entity.kind === 'group' || kind === 'assumed-role') return undefined;
  const user = entity.kind === 'user' ? entity.user : undefined;
  if (kind === 'federated-user') return federatedPrincipal(account, user, sessionName, facts);
  return user ? userPrincipal(account, user, facts) : rootPrincipal(account, facts);
}

/**
 * Context keys of temporary credentials. `session-type`, which names the kind, and
 * `transitive-tag-keys`, which a chained session inherits, are no keys of AWS's: policies cannot
 * name them, because a key of theirs has a colon.
 */
function sessionContext(grant: SessionGrant): CredentialRecord['sessionContext'] {
  const context = new Map<string, string | readonly string[]>(Object.entries(grant.context));
  context.set('session-type', grant.kind);
  if (grant.transitiveTagKeys.length > 0) {
    context.set('transitive-tag-keys', grant.transitiveTagKeys);
  }
  context.set('aws:tokenissuetime', isoSeconds(grant.issuedAtMs));
  // Present with all temporary credentials, and with these only.
  if (!context.has('aws:multifactorauthpresent'))
    context.set('aws:multifactorauthpresent', 'false');
  if (grant.sourceIdentity !== undefined) context.set('aws:sourceidentity', grant.sourceIdentity);
  if (grant.federatedProvider !== undefined) {
    context.set('aws:federatedprovider', grant.federatedProvider);
  }
  return context;
}

function sessionPolicies(
  source: PrincipalSource,
  grant: SessionGrant,
  managed: readonly SessionPolicySource[],
  compiler: PolicyCompiler,
): CallerPolicies {
  const own = principalPolicies(source, compiler);
  const attachedTo = grant.sessionName;
  const session = managed.map(({ arn, document }) =>
    compiler.compile(document, { kind: 'session', arn }),
  );
  if (grant.policy !== undefined) {
    session.push(compiler.compile(grant.policy, { kind: 'session', attachedTo }));
  }
  const limited = grant.policy !== undefined || grant.policyArns.length > 0;
  if (grant.kind !== 'federated-user') return { ...own, session: limited ? session : undefined };
  // A federated user may do what its policies and its maker allow; root allows all.
  const { document, arn, policyName: name } = administratorAccess;
  const identity =
    source.entity.kind === 'root'
      ? [compiler.compile(document, { kind: 'managed', arn, name })]
      : own.identity;
  return { identity, boundary: own.boundary, session };
}

/**
 * What temporary credentials mean now: their session policies, over the policies that the role or
 * user has today.
 * @returns undefined when the principal is not of the kind that the session was made for
 * @throws UnreadablePolicy
 */
export function sessionCredential(
  source: PrincipalSource,
  grant: SessionGrant,
  managed: readonly SessionPolicySource[],
  compiler: PolicyCompiler,
): CredentialRecord | undefined {
  const principal = sessionPrincipal(source, grant);
  if (principal === undefined) return undefined;
  return {
    accessKeyId: grant.accessKeyId,
    secretAccessKey: grant.secretAccessKey,
    kind: 'temporary',
    principal,
    policies: sessionPolicies(source, grant, managed, compiler),
    ...accountPart(source.account),
    sessionContext: sessionContext(grant),
  };
}
