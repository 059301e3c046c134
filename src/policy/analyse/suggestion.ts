/** The largest number of typing mistakes that a suggestion forgives. */
const maxDistance = 3;

/**
 * The candidate that was probably meant, or undefined when none is close. Names are compared
 * without regard to case and to `-` against `_`.
 */
export function suggest(given: string, candidates: Iterable<string>): string | undefined {
  const wanted = normalise(given);
  const limit = Math.min(maxDistance, Math.max(1, Math.floor(wanted.length / 3)));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, normalise(candidate));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `, did you mean X?` or nothing: the end of an error about an unknown name. */
export function suggestion(given: string, candidates: Iterable<string>, prefix = ''): string {
  const best = suggest(given, candidates);
  return best === undefined ? '' : `, did you mean ${prefix}${best}?`;
}

function normalise(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

/** Insertions, deletions, replacements and swaps of neighbours between two short names. */
function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[to.length] ?? 0;
}
