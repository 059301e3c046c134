import { type Decision, type PolicyRole, roleOf } from './decision.ts';
import type { AccessRequest } from './request.ts';

const OUTSIDERS_MESSAGE = 'Access Denied';

const LACKING: Readonly<Record<PolicyRole, string>> = {
  identity: 'no identity-based policy allows',
  resource: 'no resource-based policy allows',
  trust: 'no role trust policy allows',
  boundary: 'no permissions boundary allows',
  session: 'no session policy allows',
};

const DENYING: Readonly<Record<PolicyRole, string>> = {
  identity: 'an identity-based policy',
  resource: 'a resource-based policy',
  trust: 'the role trust policy',
  boundary: 'a permissions boundary',
  session: 'a session policy',
};

/**
 * AWS's words for a denial (IAM user guide, "Troubleshoot access denied error messages"). S3 quotes
 * the resource and tells callers of other accounts nothing; elsewhere those learn what they asked,
 * not why it was refused.
 */
export function denialMessage(
  decision: Decision,
  request: AccessRequest,
  style: 's3' | 'iam',
): string {
  const { principal, action, resource, resourceAccountId } = request;
  if (principal.kind === 'web-identity') return `Not authorized to perform ${action}`;
  const isOutsider = resourceAccountId !== undefined && resourceAccountId !== principal.accountId;
  if (style === 's3' && (isOutsider || principal.kind === 'anonymous')) return OUTSIDERS_MESSAGE;
  const name = principal.arn === '' ? 'anonymous' : principal.arn;
  const refusal = `User: ${name} is not authorized to perform: ${action}${about(resource, style)}`;
  return isOutsider ? refusal : `${refusal}${clause(decision, action)}`;
}

/** S3 quotes the resource, and names none where every bucket is meant (ListBuckets). */
function about(resource: string, style: 's3' | 'iam'): string {
  if (style === 'iam') return ` on resource: ${resource}`;
  return resource === 'arn:aws:s3:::*' ? '' : ` on resource: "${resource}"`;
}

function clause({ reason }: Decision, action: string): string {
  if (reason.type === 'implicit-deny') {
    return ` because ${LACKING[reason.lacking]} the ${action} action`;
  }
  if (reason.type !== 'explicit-deny') return '';
  const { policy } = reason;
  const arn = policy.arn === undefined ? '' : `: ${policy.arn}`;
  return ` with an explicit deny in ${DENYING[roleOf(policy)]}${arn}`;
}
