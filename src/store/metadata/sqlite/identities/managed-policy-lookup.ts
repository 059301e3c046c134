import type { Missing } from '../../../identities/outcome.ts';
import type { IdentityContext } from './context.ts';

/**
 * Tells whether a policy can be attached in an account: one of AWS's own, or the account's.
 * @returns a function that gives the refusal, or undefined
 */
export function attachablePolicies(context: IdentityContext) {
  const own = context.database.query<{ readonly policy_id: string }>(
    'SELECT policy_id FROM managed_policies WHERE arn = ? AND account_id = ?',
  );
  return (accountId: string, arn: string): Missing | undefined =>
    context.isAwsManagedPolicy(arn) || own.get(arn, accountId) !== undefined
      ? undefined
      : { outcome: 'missing', what: 'policy', name: arn };
}
