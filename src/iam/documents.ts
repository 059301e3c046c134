import { managedPolicySizeLimit, trustPolicySizeLimit } from '../identity/quotas.ts';
import type { Fail } from '../operation/operation.ts';
import { type PolicyDocument, parsePolicy, policySize } from '../policy/index.ts';

/** Managed policies must be of the newest version, and each has its size. */
export function checkManagedPolicy(
  fail: Fail<'MalformedPolicyDocument' | 'LimitExceeded'>,
  text: string,
): PolicyDocument {
  const document = checkIdentityPolicy(fail, text, true);
  if (policySize(text) > managedPolicySizeLimit) {
    return fail('LimitExceeded', {
      message: `Cannot exceed quota for PolicySize: ${managedPolicySizeLimit}`,
    });
  }
  return document;
}

/** An inline policy; the store measures it, since the quota is of all of a holder's together. */
export function checkIdentityPolicy(
  fail: Fail<'MalformedPolicyDocument'>,
  text: string,
  managed = false,
): PolicyDocument {
  const parsed = parsePolicy(text, 'identity', { managed });
  if (parsed.ok) return parsed.document;
  return fail('MalformedPolicyDocument', { message: parsed.message });
}

/** A role's trust policy. */
export function checkTrustPolicy(
  fail: Fail<'MalformedPolicyDocument' | 'LimitExceeded'>,
  text: string,
): PolicyDocument {
  const parsed = parsePolicy(text, 'trust');
  if (!parsed.ok) return fail('MalformedPolicyDocument', { message: parsed.message });
  if (policySize(text) > trustPolicySizeLimit) {
    return fail('LimitExceeded', {
      message: `Cannot exceed quota for ACLSizePerRole: ${trustPolicySizeLimit}`,
    });
  }
  return parsed.document;
}
