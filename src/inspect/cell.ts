export type Verdict =
  | 'allowed'
  /** Only for some keys, or only under a condition. */
  | 'limited'
  | 'denied'
  | 'unknown';

/** One cell of the grid. */
export interface Cell {
  readonly ability: string;
  readonly verdict: Verdict;
  /** The action that was decided on. */
  readonly action: string;
  /** What decided: a statement of a policy, or in words what stands in its place. */
  readonly because: string;
  /** Of a limited one: the keys or the condition. */
  readonly limits: readonly string[];
}

export interface GridRow {
  readonly bucket: string;
  readonly cells: readonly Cell[];
}
