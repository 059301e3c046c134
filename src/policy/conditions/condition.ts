import type { Condition } from '../document/policy-document.ts';
import { parseBoolean } from './booleans.ts';
import { parseOperator, type SetOperator } from './operators.ts';
import type { ContextValue, ReadContext, ValueTest } from './value-test.ts';

export interface CompiledCondition {
  readonly source: Condition;
  /** The key in lower case, as it is looked up. */
  readonly key: string;
  readonly holds: (read: ReadContext) => boolean;
}

/**
 * Compiles one operator and key of a Condition. Throws on an unknown operator, which no policy that
 * was parsed has: neither holding nor not holding would be safe for both effects.
 */
export function compileCondition(condition: Condition, variables: boolean): CompiledCondition {
  const key = condition.key.toLowerCase();
  const operator = parseOperator(condition.operator);
  if (operator === undefined) throw new Error(`No such operator: ${condition.operator}`);
  const { compile, set, ifExists, negated } = operator;
  if (compile === undefined) return { source: condition, key, holds: presence(condition, key) };
  const tests = condition.values.map((value) => compile(value, variables));
  const whenMissing = ifExists || (set === undefined ? negated : set === 'ForAllValues');
  return {
    source: condition,
    key,
    holds: (read) => {
      const value = read(key);
      if (isMissing(value)) return whenMissing;
      return compare(value, tests, set, negated, read);
    },
  };
}

/** A multi-valued key without values is as good as absent; an empty string is a value. */
function isMissing(value: ContextValue): value is undefined {
  return value === undefined || (typeof value !== 'string' && value.length === 0);
}

function presence(condition: Condition, key: string): (read: ReadContext) => boolean {
  const wanted = condition.values.map(parseBoolean);
  return (read) => wanted.includes(isMissing(read(key)));
}

function compare(
  value: string | readonly string[],
  tests: readonly ValueTest[],
  set: SetOperator | undefined,
  negated: boolean,
  read: ReadContext,
): boolean {
  const matches = (one: string) => tests.some((test) => test(one, read));
  if (typeof value === 'string') return matches(value) !== negated;
  // Without a set operator a multi-valued key counts as matching when any of its values does.
  if (set === undefined) return value.some(matches) !== negated;
  const passes = (one: string) => matches(one) !== negated;
  return set === 'ForAllValues' ? value.every(passes) : value.some(passes);
}
