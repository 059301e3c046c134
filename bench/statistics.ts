/** The middle of some figures; of an even number the mean of the two in the middle. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper;
}

/** The median of what pairs of samples from the same rounds are to each other. */
export function medianRatio(figures: readonly number[], references: readonly number[]): number {
  return median(figures.map((figure, index) => figure / (references[index] ?? Number.NaN)));
}
