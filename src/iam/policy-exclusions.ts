import { parseIamArn } from '../identity/arns.ts';
import type { Infer } from '../operation/shape.ts';
import { compileGlob, matchGlob } from '../policy/index.ts';
import type { HeldPolicy } from './held-policies.ts';
import type { exclusions } from './shapes/simulation.ts';

type Exclusions = Infer<typeof exclusions>;

/** Whether PolicyExclusionList leaves a policy of the principal out of the simulation. */
export function isExcludedBy(list: Exclusions, policy: HeldPolicy): boolean {
  return list.some(({ PolicyType, PolicyArn, InlinePolicyIdentifier: inline }) => {
    if (PolicyType !== undefined) return typeOf(policy) === PolicyType;
    if (PolicyArn !== undefined) return policy.arn !== undefined && fits(PolicyArn, policy.arn);
    if (inline === undefined || policy.arn !== undefined) return false;
    return (
      inline.AttachmentType === policy.holder.kind &&
      fits(inline.AttachmentName, policy.holder.name) &&
      inline.PolicyName === policy.policyName
    );
  });
}

/** Whether the permissions boundary is left out. */
export function excludesBoundary(list: Exclusions): boolean {
  return list.some(({ PolicyType }) => PolicyType === 'permission-boundary');
}

function typeOf({ arn }: HeldPolicy): 'inline' | 'aws-managed' | 'user-managed' {
  if (arn === undefined) return 'inline';
  return parseIamArn(arn)?.accountId === 'aws' ? 'aws-managed' : 'user-managed';
}

function fits(pattern: string, text: string): boolean {
  return matchGlob(compileGlob(pattern), text);
}
