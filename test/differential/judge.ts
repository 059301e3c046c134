/**
 * The judge: a slow evaluator written straight from the rules of IAM's user guide, on raw JSON
 * policies. It shares no code with the engine and prefers the obvious to the fast.
 */
import { conditionsHold } from './judge-conditions.ts';
import { matchesAction, matchesResource } from './judge-matching.ts';

export type Values = string | readonly string[];

export interface RawStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Principal?: '*' | Record<string, Values>;
  NotPrincipal?: '*' | Record<string, Values>;
  Action?: Values;
  NotAction?: Values;
  Resource?: Values;
  NotResource?: Values;
  Condition?: Record<string, Record<string, Values>>;
}

export interface RawPolicy {
  Version?: string;
  Statement: readonly RawStatement[];
}

export interface JudgedPrincipal {
  kind: string;
  arn: string;
  accountId: string;
  userId: string;
  canonicalUserId?: string;
  userName?: string;
  roleArn?: string;
  roleId?: string;
  issuerArn?: string;
  issuerId?: string;
  tags?: ReadonlyMap<string, string>;
}

export interface JudgedRequest {
  action: string;
  resource: string;
  resourceAccountId: string | undefined;
  principal: JudgedPrincipal;
  context: Readonly<Record<string, Values>>;
}

export interface JudgedPolicies {
  identity: readonly RawPolicy[];
  boundary?: RawPolicy | undefined;
  session?: readonly RawPolicy[] | undefined;
  resource?: RawPolicy | undefined;
  isTrust: boolean;
  accessControlList?: 'account' | 'everyone' | undefined;
  resourceBindsRoot?: boolean | undefined;
}

/** `allow:how`, `deny:kind` (explicit) or `none:kind` (no policy of that kind allowed). */
export type Verdict = string;

export function list(values: Values | undefined): readonly string[] {
  if (values === undefined) return [];
  return typeof values === 'string' ? [values] : values;
}

/** The whole context: what the request says, and what follows from who asks, which wins. */
function fullContext({ principal: p, context }: JudgedRequest): Record<string, Values> {
  const all: Record<string, Values> = { ...context };
  const set = (key: string, value: Values | undefined) => {
    if (value !== undefined && value !== '') all[key] = value;
  };
  const isOfAccount = !['anonymous', 'service', 'web-identity'].includes(p.kind);
  set('aws:principalarn', p.roleArn ?? (isOfAccount ? p.arn : undefined));
  set('aws:principalaccount', isOfAccount ? p.accountId : undefined);
  const types: Record<string, string> = {
    root: 'Account',
    user: 'User',
    'role-session': 'AssumedRole',
    'federated-user': 'FederatedUser',
    anonymous: 'Anonymous',
  };
  set('aws:principaltype', types[p.kind]);
  set('aws:userid', p.kind === 'anonymous' ? 'anonymous' : p.userId);
  if (p.kind === 'user') set('aws:username', p.userName);
  set('aws:principalisawsservice', String(p.kind === 'service'));
  if (p.kind === 'service') set('aws:principalservicename', p.arn);
  for (const [name, value] of p.tags ?? []) all[`aws:principaltag/${name.toLowerCase()}`] = value;
  return all;
}

function covers(statement: RawStatement, policy: RawPolicy, request: JudgedRequest): boolean {
  const context = fullContext(request);
  const variables = policy.Version === '2012-10-17';
  const actions = list(statement.Action ?? statement.NotAction);
  const hitsAction = actions.some((pattern) => matchesAction(pattern, request.action));
  if (hitsAction === (statement.NotAction !== undefined)) return false;
  const resources = statement.Resource ?? statement.NotResource;
  if (resources !== undefined) {
    const hits = list(resources).some((one) =>
      matchesResource(one, request.resource, variables, context),
    );
    if (hits === (statement.NotResource !== undefined)) return false;
  }
  return conditionsHold(statement.Condition ?? {}, variables, context);
}

type Naming = 'not' | 'account' | 'parent' | 'direct';
const ORDER: readonly Naming[] = ['not', 'account', 'parent', 'direct'];

/** Which of the caller's identities a principal block names. */
function namings(block: '*' | Record<string, Values>, p: JudgedPrincipal): Set<Naming> {
  const found = new Set<Naming>();
  if (block === '*' || list(block.AWS).includes('*')) found.add('direct');
  if (block === '*') return found;
  if (p.kind === 'service') {
    if (list(block.Service).includes(p.arn)) found.add('direct');
    return found;
  }
  if (p.kind === 'web-identity') {
    if (list(block.Federated).includes(p.arn)) found.add('direct');
    return found;
  }
  if (p.kind === 'anonymous') return found;
  const parent = p.kind === 'role-session' ? [p.roleArn, p.roleId] : [p.issuerArn, p.issuerId];
  for (const name of list(block.AWS)) {
    if (name === p.arn || name === p.userId) found.add('direct');
    if (p.kind !== 'user' && p.kind !== 'root' && parent.includes(name)) found.add('parent');
    if (name === p.accountId || name === `arn:aws:iam::${p.accountId}:root`) found.add('account');
  }
  if (p.canonicalUserId && list(block.CanonicalUser).includes(p.canonicalUserId)) {
    found.add('account');
  }
  if (p.kind === 'federated-user' && /:root$/.test(p.issuerArn ?? '') && found.has('account')) {
    found.add('parent');
  }
  if (p.kind === 'root' && found.has('account')) found.add('direct');
  return found;
}

/** How a statement of a resource policy names the caller. */
function naming(statement: RawStatement, p: JudgedPrincipal, hasBoundary: boolean): Naming {
  if (statement.NotPrincipal !== undefined) {
    if (statement.Effect === 'Deny' && hasBoundary) return 'direct';
    const spared = namings(statement.NotPrincipal, p);
    const block = statement.NotPrincipal;
    const everyone = block === '*' || list(block.AWS).includes('*');
    const needed: Naming[] =
      everyone || ['service', 'web-identity', 'anonymous', 'root'].includes(p.kind)
        ? ['direct']
        : p.kind === 'user'
          ? ['direct', 'account']
          : ['direct', 'parent', 'account'];
    return needed.every((one) => spared.has(one)) ? 'not' : 'direct';
  }
  if (statement.Principal === undefined) return 'not';
  const found = namings(statement.Principal, p);
  return ORDER.findLast((one) => found.has(one)) ?? 'not';
}

function effects(policies: readonly RawPolicy[], request: JudgedRequest): Set<string> {
  const found = new Set<string>();
  for (const policy of policies) {
    for (const statement of policy.Statement) {
      if (covers(statement, policy, request)) found.add(statement.Effect);
    }
  }
  return found;
}

export function judge(request: JudgedRequest, policies: JudgedPolicies): Verdict {
  const p = request.principal;
  const resourceRole = policies.isTrust && policies.resource ? 'trust' : 'resource';
  const hasBoundary = policies.boundary !== undefined;

  // 1. What the resource's policy says, and by which name.
  let granted: Naming = 'not';
  let refused = false;
  for (const statement of policies.resource?.Statement ?? []) {
    if (policies.resource === undefined || !covers(statement, policies.resource, request)) continue;
    const how = naming(statement, p, hasBoundary);
    if (how === 'not') continue;
    if (statement.Effect === 'Deny') refused = true;
    else if (ORDER.indexOf(how) > ORDER.indexOf(granted)) granted = how;
  }
  const rootsRight =
    p.kind === 'root' &&
    request.resourceAccountId === p.accountId &&
    !policies.resourceBindsRoot &&
    /^s3:(get|put|delete)bucketpolicy$/i.test(request.action);

  // 2. An explicit Deny anywhere wins.
  const identity = effects(policies.identity, request);
  const boundary = effects(policies.boundary ? [policies.boundary] : [], request);
  const session = effects(policies.session ?? [], request);
  if (refused && !rootsRight) return `deny:${resourceRole}`;
  if (identity.has('Deny')) return 'deny:identity';
  if (boundary.has('Deny')) return 'deny:boundary';
  if (session.has('Deny')) return 'deny:session';

  // 3. Access control lists grant like a resource policy.
  const stranger = ['anonymous', 'service', 'web-identity'].includes(p.kind);
  let how = resourceRole;
  const listed: Naming =
    policies.accessControlList === 'everyone'
      ? 'direct'
      : policies.accessControlList === 'account' && !stranger
        ? 'account'
        : 'not';
  if (ORDER.indexOf(listed) > ORDER.indexOf(granted)) {
    granted = listed;
    how = 'access-control-list';
  }

  // 4. Who has no account can only be let in by the resource.
  if (stranger) return granted === 'not' ? `none:${resourceRole}` : `allow:${how}`;

  // 5. In the own account a direct grant suffices; elsewhere both sides must allow.
  const own = request.resourceAccountId === undefined || request.resourceAccountId === p.accountId;
  if (granted === 'not' && !own) return `none:${resourceRole}`;
  if (granted === 'not' && resourceRole === 'trust') return 'none:trust';
  if (own && granted === 'direct') return `allow:${how}`;
  const asRoot =
    p.kind === 'root' || (p.kind === 'federated-user' && /:root$/.test(p.issuerArn ?? ''));
  const parentNamed = own && granted === 'parent';
  if (!identity.has('Allow') && !asRoot && !parentNamed) return 'none:identity';
  if (hasBoundary && !boundary.has('Allow')) return 'none:boundary';
  if (policies.session !== undefined && !session.has('Allow')) return 'none:session';
  if (identity.has('Allow')) return 'allow:identity';
  return asRoot ? 'allow:root' : `allow:${how}`;
}
