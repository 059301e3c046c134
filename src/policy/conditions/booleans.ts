import { type CompileValue, matchesNothing } from './value-test.ts';

/** Reads `true` or `false` in any case. */
export function parseBoolean(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (word === 'true') return true;
  return word === 'false' ? false : undefined;
}

/** Bool: what is neither true nor false matches nothing. */
export const bool: CompileValue = (policyValue) => {
  const expected = parseBoolean(policyValue);
  if (expected === undefined) return matchesNothing;
  return (value) => parseBoolean(value) === expected;
};
