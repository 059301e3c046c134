import type { ContextValue, ReadContext } from '../conditions/value-test.ts';

export type PrincipalKind =
  | 'root'
  | 'user'
  | 'role-session'
  | 'federated-user'
  | 'web-identity'
  | 'service'
  | 'anonymous';

/** Who asks. Which of the optional members there are depends on the kind. */
export interface Principal {
  readonly kind: PrincipalKind;
  /**
   * The ARN of the user, the root or the session. Of a service its name
   * (`logging.s3.amazonaws.com`), of a web identity the ARN of its provider (or its well-known
   * name). Empty for anonymous.
   */
  readonly arn: string;
  /** Empty for services, web identities and anonymous. */
  readonly accountId: string;
  /**
   * `aws:userid`: AIDA... of a user, AROA...:session of a role session, account:name of a
   * federated user, the account id of a root.
   */
  readonly userId: string;
  /** The S3 canonical id of the account, when policies may name it. */
  readonly canonicalUserId?: string;
  readonly userName?: string;
  /** Of a role session: the ARN (with its path) and the id (AROA...) of the role. */
  readonly roleArn?: string;
  readonly roleId?: string;
  readonly sessionName?: string;
  /** Of a federated user: the ARN and the id of the user, or the root, who made the session. */
  readonly issuerArn?: string;
  readonly issuerId?: string;
  /** Tags of the user or role and of the session together. */
  readonly tags?: ReadonlyMap<string, string>;
  readonly sourceIdentity?: string;
  /** When temporary credentials were issued, as ISO 8601. */
  readonly tokenIssueTime?: string;
  /** The provider that vouched for the session. */
  readonly federatedProvider?: string;
}

/** What is asked: one action on one resource. */
export interface AccessRequest {
  /** With its service prefix, as in `s3:GetObject`; the case does not matter. */
  readonly action: string;
  /** An ARN, or `*` for actions without a resource. */
  readonly resource: string;
  /** Undefined for actions whose resource belongs to nobody; they count as of the own account. */
  readonly resourceAccountId: string | undefined;
  readonly principal: Principal;
  /**
   * Context keys by their lower-case names, read only when a policy asks. Keys that the principal
   * determines (`principalContext`) are not asked for here.
   */
  readonly context: ReadContext;
}

const PRINCIPAL_TYPES: Readonly<Record<PrincipalKind, string | undefined>> = {
  root: 'Account',
  user: 'User',
  'role-session': 'AssumedRole',
  'federated-user': 'FederatedUser',
  'web-identity': undefined,
  service: undefined,
  anonymous: 'Anonymous',
};

const TAG_PREFIX = 'aws:principaltag/';

/** The context keys that follow from who asks (IAM user guide, "Properties of the principal"). */
export function principalContext(principal: Principal): ReadContext {
  return (key) => principalKey(principal, key);
}

function principalKey(principal: Principal, key: string): string | undefined {
  switch (key) {
    case 'aws:principalarn':
      // A role session shows its role, so that policies need not know session names.
      return principal.roleArn ?? (hasAccount(principal) ? principal.arn : undefined);
    case 'aws:principalaccount':
      return hasAccount(principal) ? principal.accountId : undefined;
    case 'aws:principaltype':
      return PRINCIPAL_TYPES[principal.kind];
    case 'aws:userid':
      return principal.kind === 'anonymous' ? 'anonymous' : principal.userId || undefined;
    case 'aws:username':
      return principal.kind === 'user' ? principal.userName : undefined;
    case 'aws:sourceidentity':
      return principal.sourceIdentity;
    case 'aws:tokenissuetime':
      return principal.tokenIssueTime;
    case 'aws:federatedprovider':
      return principal.federatedProvider;
    case 'aws:principalisawsservice':
      return principal.kind === 'service' ? 'true' : 'false';
    case 'aws:principalservicename':
      return principal.kind === 'service' ? principal.arn : undefined;
    default:
      return key.startsWith(TAG_PREFIX) ? tag(principal, key.slice(TAG_PREFIX.length)) : undefined;
  }
}

function tag(principal: Principal, lowerCaseName: string): string | undefined {
  for (const [name, value] of principal.tags ?? []) {
    if (name.toLowerCase() === lowerCaseName) return value;
  }
  return undefined;
}

/** Whether the principal belongs to an account (services, web identities and strangers do not). */
export function hasAccount(principal: Principal): boolean {
  return (
    principal.kind !== 'anonymous' &&
    principal.kind !== 'service' &&
    principal.kind !== 'web-identity'
  );
}

/**
 * A context key of a request. What the principal determines cannot be overridden by the context.
 */
export function contextValue(request: AccessRequest, lowerCaseKey: string): ContextValue {
  if (lowerCaseKey.startsWith('aws:')) {
    const value = principalKey(request.principal, lowerCaseKey);
    if (value !== undefined) return value;
  }
  return request.context(lowerCaseKey);
}
