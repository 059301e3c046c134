/** One client of the crash test: it acts one step after the other, and knows what must be there. */
export interface Workload {
  setUp(): Promise<void>;
  /** One operation, or a few; the server may die in the middle of it. */
  act(): Promise<void>;
  /**
   * Compares everything that it wrote with what is there, while nobody acts.
   * @throws Violation
   */
  verify(): Promise<void>;
  /** Removes everything that it made. */
  cleanUp(): Promise<void>;
}
