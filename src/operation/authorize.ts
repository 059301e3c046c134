import { type AccessRequest, type Decision, decide, denialMessage } from '../policy/index.ts';
import { type ConditionSources, conditionContext } from './conditions.ts';
import { ServiceError } from './errors.ts';
import type { Requirement, ResourceAccess } from './requirement.ts';

/** A decision as it was made, for the audit record and for metrics. */
export interface DecisionRecord {
  readonly request: AccessRequest;
  readonly decision: Decision;
  /** False even where the policies alone said so, when an ACL or an inherent right granted it. */
  readonly refused: boolean;
}

export interface Judge extends ConditionSources {
  /** Whose words the refusal has. */
  readonly style: 's3' | 'iam';
  /** The resource's own side: policy, account, facts. @throws ServiceError such as NoSuchBucket */
  access(requirement: Requirement): ResourceAccess | Promise<ResourceAccess>;
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
    const refusal = refuse(judge, requirement, access);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function refuse(
  judge: Judge,
  requirement: Requirement,
  access: ResourceAccess,
): ServiceError | undefined {
  const { caller } = judge;
  const policies = caller.credential?.policies;
  const request: AccessRequest = {
    action: requirement.action,
    resource: requirement.resource,
    resourceAccountId: access.accountId,
    principal: caller.principal,
    context: conditionContext(judge, requirement, access),
  };
  const decision = decide(request, {
    identity: policies?.identity ?? [],
    boundary: policies?.boundary,
    session: policies?.session,
    resource: access.policy,
  });
  const refused = !decision.allowed && !isGrantedOtherwise(decision, requirement, access);
  judge.record({ request, decision, refused });
  if (!refused) return undefined;
  return new ServiceError('AccessDenied', {
    message: denialMessage(decision, request, judge.style),
  });
}

function isGrantedOtherwise(
  decision: Decision,
  requirement: Requirement,
  access: ResourceAccess,
): boolean {
  if (decision.reason.kind === 'explicit-deny') return false;
  return requirement.inherent === true || access.grants(requirement.action);
}
