import type { Caller } from '../identity/caller.ts';
import {
  type AccessRequest,
  type Decision,
  decide,
  denialMessage,
  type PolicySet,
} from '../policy/index.ts';
import {
  type AuthorizationMessages,
  authorizationMessageHeader,
  type Denial,
} from './authorization-message.ts';
import { type ConditionSources, conditionContext } from './conditions.ts';
import { ServiceError } from './errors.ts';
import type { AclGrant, Requirement, ResourceAccess } from './requirement.ts';

/** A decision as it was made, for the audit record and for metrics. */
export interface DecisionRecord {
  readonly caller: Caller;
  readonly request: AccessRequest;
  readonly decision: Decision;
  /** False even where the policies alone said so, when an inherent right of the caller granted it. */
  readonly refused: boolean;
}

export interface Judge extends ConditionSources {
  /** Whose words the refusal has. */
  readonly style: 's3' | 'iam';
  /** The resource's own side: policy, account, facts. @throws ServiceError such as NoSuchBucket */
  access(requirement: Requirement): ResourceAccess | Promise<ResourceAccess>;
  /** Seals what a refusal was decided by; undefined: refusals carry nothing of that. */
  readonly messages?: AuthorizationMessages | undefined;
  /** Sees every decision. */
  record(decided: DecisionRecord): void;
}

/**
 * Decides each requirement in order.
 * @returns the refusal of the first that is not allowed, undefined when all are
 */
export async function refusalOf(
  judge: Judge,
  requirements: readonly Requirement[],
): Promise<ServiceError | undefined> {
  for (const requirement of requirements) {
    const found = judge.access(requirement);
    const access = found instanceof Promise ? await found : found;
    const outcome = refuse(judge, requirement, access);
    const refusal = outcome instanceof Promise ? await outcome : outcome;
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

type Refusal = ServiceError | undefined;

function refuse(
  judge: Judge,
  requirement: Requirement,
  access: ResourceAccess,
): Refusal | Promise<Refusal> {
  const { caller } = judge;
  const policies = caller.credential?.policies;
  const request: AccessRequest = {
    action: requirement.action,
    resource: requirement.resource,
    resourceAccountId: access.accountId,
    principal: caller.principal,
    context: conditionContext(judge, requirement, access),
  };
  const set: PolicySet = {
    identity: policies?.identity ?? [],
    boundary: policies?.boundary,
    session: policies?.session,
    resource: access.policy,
    resourceBindsRoot: access.bindsRoot,
    resourceMustAllow: access.mustAllow,
    trustSuffices: access.trustSuffices,
  };
  const decision = decide(request, set);
  const isImplicit = decision.reason.type === 'implicit-deny';
  if (!isImplicit || requirement.inherent === true) {
    // A right that comes with the resource itself: only an explicit Deny takes it away.
    return conclude(judge, { request, policies: set }, decision, !decision.allowed && !isImplicit);
  }
  const withList = (accessControlList: AclGrant) => {
    const policies = accessControlList === undefined ? set : { ...set, accessControlList };
    const granted = policies === set ? decision : decide(request, policies);
    return conclude(judge, { request, policies }, granted, !granted.allowed);
  };
  const list = access.accessControlList(requirement.action);
  return list instanceof Promise ? list.then(withList) : withList(list);
}

function conclude(judge: Judge, denial: Denial, decision: Decision, refused: boolean): Refusal {
  const { request } = denial;
  judge.record({ caller: judge.caller, request, decision, refused });
  if (!refused) return undefined;
  return new ServiceError('AccessDenied', {
    message: denialMessage(decision, request, judge.style),
    headers: sealedDenial(judge, denial),
  });
}

/**
 * The header for a refusal of somebody with an account. It is made when it is read: many refusals
 * are never told, such as those of single keys of DeleteObjects.
 */
function sealedDenial({ messages, caller }: Judge, denial: Denial): Record<string, string> {
  if (messages === undefined || caller.credential === undefined) return {};
  return {
    get [authorizationMessageHeader]() {
      return messages.seal(denial);
    },
  };
}
