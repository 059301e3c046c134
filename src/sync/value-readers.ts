/** Reads one value of a settings file or an option; undefined where it is no such value. */
export interface ValueReader<Value> {
  /** What it must be, after "is not": `true or false`. */
  readonly expectation: string;
  read(value: unknown): Value | undefined;
}

export type Mapping = Readonly<Record<string, unknown>>;

/** Whether a value is a mapping of names, and no list. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const text: ValueReader<string> = {
  expectation: 'a text',
  read: (value) =>
    typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined,
};

export const flag: ValueReader<boolean> = {
  expectation: 'true or false',
  read: (value) => {
    if (typeof value === 'boolean') return value;
    return value === 'true' ? true : value === 'false' ? false : undefined;
  },
};

/** A whole number that is not below the least. */
export function count(least: number): ValueReader<number> {
  return {
    expectation: `a whole number, ${least} or more`,
    read: (value) => {
      const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
      return typeof number === 'number' && Number.isSafeInteger(number) && number >= least
        ? number
        : undefined;
    },
  };
}

/** One of a few words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): ValueReader<Word> {
  return {
    expectation: `one of ${words.join(', ')}`,
    read: (value) => words.find((word) => word === value),
  };
}

const durationUnits: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** Milliseconds. */
export const duration: ValueReader<number> = {
  expectation: 'a duration such as 30m, 12h or 7d',
  read: (value) => {
    if (value === 0 || value === '0') return 0;
    const [, number, unit] = /^(\d+)([smhd])$/.exec(String(value)) ?? [];
    const factor = unit === undefined ? undefined : durationUnits[unit];
    return factor === undefined ? undefined : Number(number) * factor;
  },
};

/** A list, or one thing that stands for a list of one. */
export function listOf<Value>(reader: ValueReader<Value>): ValueReader<readonly Value[]> {
  return {
    expectation: `a list, each of it ${reader.expectation}`,
    read: (value) => {
      const values = (Array.isArray(value) ? value : [value]).map((item) => reader.read(item));
      return values.every((item) => item !== undefined) ? values : undefined;
    },
  };
}

/** A mapping whose values are all of one kind, in the order of the file. */
export function mapOf<Value>(reader: ValueReader<Value>): ValueReader<ReadonlyMap<string, Value>> {
  return {
    expectation: `a mapping, each value ${reader.expectation}`,
    read: (value) => {
      if (!isMapping(value)) return undefined;
      const entries = new Map<string, Value>();
      for (const [name, member] of Object.entries(value)) {
        const read = reader.read(member);
        if (read === undefined) return undefined;
        entries.set(name, read);
      }
      return entries;
    },
  };
}

/** A glob, or a regular expression between slashes. */
export const pattern: ValueReader<string | RegExp> = {
  expectation: 'a glob, or a regular expression such as /\\.map$/',
  read: (value) => {
    if (value instanceof RegExp) return value;
    if (typeof value !== 'string' || value === '') return undefined;
    const source = /^\/(.+)\/$/s.exec(value)?.[1];
    if (source === undefined) return value;
    try {
      return new RegExp(source);
    } catch {
      return undefined;
    }
  },
};
