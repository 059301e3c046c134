import { arnDivergences } from './divergences-arns.ts';
import { conditionDivergences } from './divergences-conditions.ts';
import { principalDivergences } from './divergences-principals.ts';
import type { PolicyCase } from './policy-case.ts';

/**
 * Where the other simulator is known to differ, and why the engine is right. `without` takes exactly
 * the feature away that they differ in, for both sides: a disagreement is explained by a divergence
 * when it ends with the feature.
 */
export interface Divergence {
  readonly name: string;
  /** What the other simulator does, and what speaks for the engine. */
  readonly reason: string;
  readonly without: (one: PolicyCase) => PolicyCase;
}

/** Every known divergence. */
export const divergences: readonly Divergence[] = [
  ...arnDivergences,
  ...conditionDivergences,
  ...principalDivergences,
];
