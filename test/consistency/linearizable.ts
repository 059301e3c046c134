/** One operation of a concurrent history, on one register. */
export interface Operation<Action> {
  readonly client: number;
  readonly action: Action;
  readonly calledAt: number;
  /** Infinity where the outcome was never learned: it may have happened at any time since. */
  readonly returnedAt: number;
}

/**
 * What an action does to a register, together with the result that its client saw.
 * @returns the next state, or `impossible` where the client could not have seen this
 */
export type Apply<State, Action> = (state: State, action: Action) => State | typeof impossible;

/** Registers hold texts. */
export interface Machine<Action> {
  readonly apply: Apply<string | undefined, Action>;
  /** Whether this action changes nothing, whenever it happened. */
  isRead(action: Action): boolean;
}

export const impossible = Symbol('impossible');

/** Beyond this a history has too much at once to be judged: it says nothing, and that is an error. */
const maxStates = 2_000_000;

/**
 * Whether there is an order of the operations in which each takes effect at one moment between
 * its call and its return: the search of Wing and Gong (1993), which remembers where it has been
 * (Lowe, 2017).
 * @param history in the order of the calls
 * @returns the longest order that was found, by index; it is whole when the history is linearizable
 */
export function longestOrder<Action>(
  history: readonly Operation<Action>[],
  machine: Machine<Action>,
): readonly number[] {
  const search = new Search(history, machine);
  return search.isPossible(undefined, 0) ? [...history.keys()] : search.longest;
}

class Search<Action> {
  readonly #history: readonly Operation<Action>[];
  readonly #machine: Machine<Action>;
  readonly #done: boolean[];
  readonly #seen = new Set<string>();
  readonly #order: number[] = [];
  longest: readonly number[] = [];

  constructor(history: readonly Operation<Action>[], machine: Machine<Action>) {
    this.#history = history;
    this.#machine = machine;
    this.#done = history.map(() => false);
  }

  /** @param from the operations before this one are done */
  isPossible(state: string | undefined, from: number): boolean {
    let first = from;
    while (this.#done[first] === true) first += 1;
    const next = this.#next(first);
    if (next.every(({ operation }) => operation.returnedAt === Infinity)) return true;
    const { apply, isRead } = this.#machine;
    // A read that may be done now may as well be: it can be in nobody's way.
    const read = next.find(
      ({ operation: { action } }) => isRead(action) && apply(state, action) !== impossible,
    );
    if (read !== undefined) return this.#try(read.index, state, first);
    const place = this.#place(first, state);
    if (this.#seen.has(place)) return false;
    this.#seen.add(place);
    if (this.#seen.size > maxStates) throw new Error('Too much happened at once to be judged.');
    return next.some(({ index, operation }) => {
      const after = apply(state, operation.action);
      return after !== impossible && this.#try(index, after, first);
    });
  }

  /** The operations that may come next: those called before any other of the rest returned. */
  #next(first: number) {
    const found: { readonly index: number; readonly operation: Operation<Action> }[] = [];
    let returnedAt = Infinity;
    for (let index = first; index < this.#history.length; index += 1) {
      const operation = this.#history[index];
      if (operation === undefined || operation.calledAt > returnedAt) break;
      if (this.#done[index] === true) continue;
      returnedAt = Math.min(returnedAt, operation.returnedAt);
      found.push({ index, operation });
    }
    return found.filter(({ operation }) => operation.calledAt <= returnedAt);
  }

  #try(index: number, state: string | undefined, first: number): boolean {
    this.#done[index] = true;
    this.#order.push(index);
    if (this.#order.length > this.longest.length) this.longest = [...this.#order];
    if (this.isPossible(state, first)) return true;
    this.#order.pop();
    this.#done[index] = false;
    return false;
  }

  /** What is done is nearly all that came before, and a few of those after it. */
  #place(first: number, state: string | undefined): string {
    let place = `${first} ${state} `;
    let ahead = this.#order.length - first;
    for (let index = first; ahead > 0; index += 1) {
      if (this.#done[index] !== true) continue;
      ahead -= 1;
      place += `${index - first},`;
    }
    return place;
  }
}
