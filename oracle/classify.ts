import { type Divergence, divergences } from './divergences.ts';
import type { PolicyCase } from './policy-case.ts';
import { type Outcome, ownOpinion, secondOpinion } from './second-opinion.ts';

/** What the comparison of one case found. */
export type Comparison =
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'agreed'; readonly outcome: Outcome }
  /** Taking these features away, and no fewer, makes both agree. */
  | { readonly kind: 'explained'; readonly by: readonly string[] }
  | { readonly kind: 'unexplained'; readonly own: Outcome; readonly other: Outcome };

/** The case without context keys that the other simulator does not know for the action. */
function withoutKeys(one: PolicyCase, keys: readonly string[]): PolicyCase {
  const entries = Object.entries(one.request.context).filter(([key]) => !keys.includes(key));
  return { ...one, request: { ...one.request, context: Object.fromEntries(entries) } };
}

function withoutStar(one: PolicyCase): PolicyCase {
  const { resource } = one.request;
  if (resource === '*') return one;
  return { ...one, request: { ...one.request, resource: resource.replaceAll('*', 'x') } };
}

async function agrees(one: PolicyCase): Promise<boolean> {
  const other = await secondOpinion(one);
  return other.outcome === ownOpinion(one);
}

function without(one: PolicyCase, list: readonly Divergence[]): PolicyCase {
  return list.reduce((changed, divergence) => divergence.without(changed), one);
}

/** The fewest divergences, one by one taken out of all, that still explain a disagreement. */
async function explanation(one: PolicyCase): Promise<readonly Divergence[] | undefined> {
  for (const divergence of divergences) {
    if (await agrees(divergence.without(one))) return [divergence];
  }
  if (!(await agrees(without(one, divergences)))) return undefined;
  let needed = divergences;
  for (const divergence of divergences) {
    const fewer = needed.filter((other) => other !== divergence);
    if (await agrees(without(one, fewer))) needed = fewer;
  }
  return needed;
}

/** Compare the engine with the other simulator on one case, and explain where they differ. */
export async function compare(given: PolicyCase): Promise<Comparison> {
  // It names the keys only for requests without a star in the resource.
  const first = await secondOpinion(withoutStar(given));
  if (first.outcome === 'refused') return { kind: 'refused', why: first.why };
  const one = withoutKeys(given, first.ignoredKeys);
  const other = await secondOpinion(one);
  if (other.outcome === 'refused') return { kind: 'refused', why: other.why };
  const own = ownOpinion(one);
  if (own === other.outcome) return { kind: 'agreed', outcome: own };
  const found = await explanation(one);
  if (found === undefined) return { kind: 'unexplained', own, other: other.outcome };
  return { kind: 'explained', by: found.map(({ name }) => name) };
}
