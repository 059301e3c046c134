/** So many acts share commits; more would only wait in memory. */
const defaultLimit = 32;

/** Runs work side by side, so much of it at a time. A failure is thrown to whoever comes next. */
export class InFlight {
  readonly #limit: number;
  readonly #running = new Set<Promise<unknown>>();
  #failure: { readonly error: unknown } | undefined;

  constructor(limit = defaultLimit) {
    this.#limit = limit;
  }

  /** Starts work at once; its result is the caller's too. */
  start<T>(work: () => Promise<T>): Promise<T> {
    const running = work();
    const kept = running
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#running.delete(kept));
    this.#running.add(kept);
    return running;
  }

  /** Starts work, and waits while there is too much of it. @throws what earlier work threw */
  async add(work: () => Promise<void>): Promise<void> {
    this.start(work);
    await this.room();
  }

  /** Waits while there is too much work. @throws what earlier work threw */
  async room(): Promise<void> {
    while (this.#running.size >= this.#limit) await Promise.race(this.#running);
    this.#throwFailure();
  }

  /** Waits for all of it. @throws what any of it threw */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}
