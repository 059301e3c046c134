import type { Fail } from '../operation/operation.ts';
import type { Created, Done } from '../store/identities.ts';
import { type CodeOf, type Refusal, refuse } from './outcomes.ts';

/** What was created with a boundary. */
export function expectBounded<T, R extends Refusal>(
  fail: Fail<CodeOf<R>>,
  outcome: Created<T> | R,
): T {
  if (outcome.outcome === 'created') return outcome.value;
  return refuse(fail, outcome, scopeMessage(outcome));
}

/** Goes on when a boundary was put. */
export function expectBoundaryPut<R extends Refusal>(
  fail: Fail<CodeOf<R>>,
  outcome: Done | R,
): void {
  if (outcome.outcome !== 'done') refuse(fail, outcome, scopeMessage(outcome));
}

/** AWS calls the policy of a boundary a scope when it is not there. */
function scopeMessage(refusal: Refusal): string | undefined {
  if (refusal.outcome !== 'missing' || refusal.what !== 'policy') return undefined;
  return `Scope ARN: ${refusal.name} does not exist or is not attachable.`;
}
