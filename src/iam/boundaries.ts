import type { Fail } from '../operation/operation.ts';
import type { Created, Done } from '../store/identities.ts';
import { type CodeOf, expectCreated, type Refusal, refuse } from './outcomes.ts';

/** What was created or done; AWS calls a boundary's policy a scope when it is not there. */
export function expectBounded<T, R extends Refusal>(
  fail: Fail<CodeOf<R>>,
  outcome: Created<T> | R,
): T;
export function expectBounded<R extends Refusal>(fail: Fail<CodeOf<R>>, outcome: Done | R): void;
export function expectBounded<R extends Refusal>(
  fail: Fail<CodeOf<R>>,
  outcome: Created<unknown> | Done | R,
): unknown {
  if (outcome.outcome === 'done') return undefined;
  if (outcome.outcome === 'missing' && outcome.what === 'policy') {
    const message = `Scope ARN: ${outcome.name} does not exist or is not attachable.`;
    return refuse(fail, outcome, message);
  }
  return expectCreated(fail, outcome);
}
