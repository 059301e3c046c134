import { UNKNOWN_ACTION } from '../catalogue/catalogue.ts';
import {
  actionId,
  type CompiledPolicy,
  type CompiledStatement,
  conditionsHold,
  coversAction,
  coversResource,
  grantOf,
} from './compile.ts';
import type { Decision, PolicyRole, PolicySet } from './decision.ts';
import { BY_ACCOUNT, BY_PARENT, DIRECTLY, type GrantLevel, NOT_NAMED } from './principals.ts';
import { type AccessRequest, hasAccount, type Principal } from './request.ts';
import { statementsAbout } from './statement-index.ts';

function lacking(role: PolicyRole): Decision {
  return { allowed: false, reason: { type: 'implicit-deny', lacking: role } };
}

const NO_IDENTITY = lacking('identity');
const NO_RESOURCE = lacking('resource');
const NO_TRUST = lacking('trust');
const NO_BOUNDARY = lacking('boundary');
const NO_SESSION = lacking('session');
const ROOT: Decision = { allowed: true, reason: { type: 'root' } };
const ACCESS_CONTROL_LIST: Decision = { allowed: true, reason: { type: 'access-control-list' } };

/** What the root of a bucket's account can always do, lest a policy locks everyone out. */
const ROOT_ALWAYS = new Set(['s3:getbucketpolicy', 's3:putbucketpolicy', 's3:deletebucketpolicy']);

/**
 * Decides one request. An explicit Deny anywhere wins, looked for in the resource policy, the
 * identity policies, the boundary and the session policies; then each kind that has to allow must
 * do so. The rules are those of the IAM user guide, "Policy evaluation logic".
 */
export function decide(request: AccessRequest, policies: PolicySet): Decision {
  const id = actionId(request.action);
  let grant: GrantLevel = NOT_NAMED;
  let byResource: Decision | undefined;
  if (policies.resource !== undefined) {
    const bound = policies.boundary !== undefined;
    for (const statement of policies.resource.statements) {
      const level = resourceGrant(statement, request, id, bound);
      if (level === NOT_NAMED) continue;
      if (!statement.allows) {
        if (!isRootsRight(request, policies)) return statement.decision;
      } else if (level > grant) {
        grant = level;
        byResource = statement.decision;
      }
    }
  }
  const byIdentity = scanAll(policies.identity, request, id);
  if (byIdentity !== undefined && !byIdentity.allowed) return byIdentity;
  const byBoundary = policies.boundary && scan(policies.boundary, request, id);
  if (byBoundary !== undefined && !byBoundary.allowed) return byBoundary;
  const bySession = policies.session && scanAll(policies.session, request, id);
  if (bySession !== undefined && !bySession.allowed) return bySession;
  if (policies.accessControlList !== undefined) {
    const level = listGrant(policies.accessControlList, request.principal);
    if (level > grant) {
      grant = level;
      byResource = ACCESS_CONTROL_LIST;
    }
  }
  return combine(request, policies, { grant, byResource, byIdentity, byBoundary, bySession });
}

interface Findings {
  readonly grant: GrantLevel;
  readonly byResource: Decision | undefined;
  readonly byIdentity: Decision | undefined;
  readonly byBoundary: Decision | undefined;
  readonly bySession: Decision | undefined;
}

/** Nothing denied explicitly: which kinds had to allow, and did they? */
function combine(request: AccessRequest, policies: PolicySet, found: Findings): Decision {
  const { principal, resourceAccountId } = request;
  const { grant, byResource } = found;
  const isTrust = policies.resource?.source.kind === 'trust';
  const noGrant = isTrust ? NO_TRUST : NO_RESOURCE;
  if (!hasAccount(principal)) return byResource ?? noGrant;
  const isOwn = resourceAccountId === undefined || resourceAccountId === principal.accountId;
  const mustGrant = isTrust || !isOwn || policies.resourceMustAllow === true;
  if (grant === NOT_NAMED && mustGrant) return noGrant;
  if (isOwn && grant === DIRECTLY && byResource !== undefined) return byResource;
  const identity = found.byIdentity ?? (hasRootsRights(principal) ? ROOT : undefined);
  const isTrusted = isTrust && policies.trustSuffices === true && grant === DIRECTLY;
  const needsIdentity = !isTrusted && (!isOwn || grant < BY_PARENT);
  if (needsIdentity && identity === undefined) return NO_IDENTITY;
  if (policies.boundary !== undefined && found.byBoundary === undefined) return NO_BOUNDARY;
  if (policies.session !== undefined && found.bySession === undefined) return NO_SESSION;
  return identity ?? byResource ?? NO_IDENTITY;
}

/** How directly a statement that covers the request names who asks. */
function resourceGrant(
  statement: CompiledStatement,
  request: AccessRequest,
  id: number,
  hasBoundary: boolean,
): GrantLevel {
  if (!coversAction(statement, id, request.action)) return NOT_NAMED;
  const level = grantOf(statement, request.principal, hasBoundary);
  if (level === NOT_NAMED || !coversResource(statement, request)) return NOT_NAMED;
  return conditionsHold(statement, request) ? level : NOT_NAMED;
}

/** The first Deny that matches, else the first Allow. */
function scan(policy: CompiledPolicy, request: AccessRequest, id: number): Decision | undefined {
  const { statements } = policy;
  let allow: Decision | undefined;
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i];
    if (statement === undefined || (statement.allows && allow !== undefined)) continue;
    if (!coversAction(statement, id, request.action)) continue;
    if (!coversResource(statement, request) || !conditionsHold(statement, request)) continue;
    if (!statement.allows) return statement.decision;
    allow = statement.decision;
  }
  return allow;
}

/** The first Deny that matches in any of the policies, else the first Allow. */
function scanAll(
  policies: readonly CompiledPolicy[],
  request: AccessRequest,
  id: number,
): Decision | undefined {
  const only = policies.length === 1 ? policies[0] : undefined;
  if (only !== undefined) return scan(only, request, id);
  if (id === UNKNOWN_ACTION) return scanUnknown(policies, request);
  const statements = statementsAbout(policies, id, request.resource);
  for (let i = 0; i < statements.length; i++) {
    const statement = statements[i];
    if (statement === undefined || !coversResource(statement, request)) continue;
    if (conditionsHold(statement, request)) return statement.decision;
  }
  return undefined;
}

/** Actions that the catalogue does not know have no index. */
function scanUnknown(
  policies: readonly CompiledPolicy[],
  request: AccessRequest,
): Decision | undefined {
  let allow: Decision | undefined;
  for (const policy of policies) {
    const found = scan(policy, request, UNKNOWN_ACTION);
    if (found === undefined) continue;
    if (!found.allowed) return found;
    allow ??= found;
  }
  return allow;
}

function listGrant(list: 'account' | 'everyone', principal: Principal): GrantLevel {
  if (list === 'everyone') return DIRECTLY;
  return hasAccount(principal) ? BY_ACCOUNT : NOT_NAMED;
}

function isRootsRight(request: AccessRequest, policies: PolicySet): boolean {
  return (
    request.principal.kind === 'root' &&
    request.resourceAccountId === request.principal.accountId &&
    policies.resourceBindsRoot !== true &&
    ROOT_ALWAYS.has(request.action.toLowerCase())
  );
}

/** A root needs no identity policy, and neither do the sessions that it made for others. */
function hasRootsRights(principal: Principal): boolean {
  if (principal.kind === 'root') return true;
  return principal.kind === 'federated-user' && principal.issuerArn?.endsWith(':root') === true;
}
