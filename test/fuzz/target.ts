/** A parser under attack. */
export interface Target {
  /** Also the folder of its corpus. */
  readonly name: string;
  /** Words of its language, which mutations put in. */
  readonly words: readonly string[];
  /**
   * Parses. What the parser refuses in its own typed way is no event; anything else that it throws
   * is a defect.
   * @param bytes as Latin-1 text, one character a byte
   */
  parse(bytes: string): void | Promise<void>;
}

/** The bytes as UTF-8 text, as most parsers get theirs. */
export function utf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

type ErrorClass = abstract new (...args: never[]) => Error;

/** A target whose refusals are errors of these classes. */
export function target(
  name: string,
  words: readonly string[],
  refusals: readonly ErrorClass[],
  parse: (bytes: string) => unknown,
): Target {
  const judge = (error: unknown) => {
    if (!refusals.some((refusal) => error instanceof refusal)) throw error;
  };
  return {
    name,
    words,
    parse(bytes) {
      try {
        const parsed = parse(bytes);
        if (parsed instanceof Promise) return parsed.then(() => undefined, judge);
      } catch (error) {
        judge(error);
      }
      return undefined;
    },
  };
}
