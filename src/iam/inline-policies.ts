import type { Fail } from '../operation/operation.ts';
import type { Done, HolderReference, Missing, OverLimit } from '../store/identities.ts';
import { expectDone, refuse } from './outcomes.ts';

/** Goes on when an inline policy was put; AWS names the holder's whole quota when it was not. */
export function expectPutPolicy(
  fail: Fail<'NoSuchEntity' | 'LimitExceeded'>,
  { kind, name }: HolderReference,
  outcome: Done | Missing | OverLimit,
): void {
  if (outcome.outcome === 'limit') {
    const holder = `${kind} ${name}`;
    refuse(fail, outcome, `Maximum policy size of ${outcome.value} bytes exceeded for ${holder}`);
  }
  expectDone(fail, outcome);
}

/** What was found; AWS names the kind of the holder when its policy is not there. */
export function expectInlinePolicy<T extends object>(
  fail: Fail<'NoSuchEntity'>,
  { kind }: HolderReference,
  found: T | Missing,
): T {
  if (!('what' in found)) return found;
  if (found.what !== 'inline-policy') return refuse(fail, found);
  return refuse(fail, found, `The ${kind} policy with name ${found.name} cannot be found.`);
}
