import { ipAddress } from './addresses.ts';
import { arnLike } from './arns.ts';
import { binaryEquals } from './binary.ts';
import { bool } from './booleans.ts';
import { dated } from './dates.ts';
import { numeric } from './numbers.ts';
import { stringEquals, stringEqualsIgnoreCase, stringLike } from './strings.ts';
import type { CompileValue } from './value-test.ts';

export type SetOperator = 'ForAllValues' | 'ForAnyValue';

export interface Operator {
  /** Without set operator and IfExists, as in `StringEquals`. */
  readonly name: string;
  readonly set: SetOperator | undefined;
  readonly ifExists: boolean;
  /** True for the Not forms, which ask that no value matches. */
  readonly negated: boolean;
  /** Undefined for Null, which looks at presence only. */
  readonly compile: CompileValue | undefined;
}

type Comparison = (order: number) => boolean;
const equal: Comparison = (order) => order === 0;
const less: Comparison = (order) => order < 0;
const atMost: Comparison = (order) => order <= 0;
const greater: Comparison = (order) => order > 0;
const atLeast: Comparison = (order) => order >= 0;

const POSITIVE: ReadonlyMap<string, CompileValue | undefined> = new Map<
  string,
  CompileValue | undefined
>([
  ['StringEquals', stringEquals],
  ['StringEqualsIgnoreCase', stringEqualsIgnoreCase],
  ['StringLike', stringLike],
  ['NumericEquals', numeric(equal)],
  ['NumericLessThan', numeric(less)],
  ['NumericLessThanEquals', numeric(atMost)],
  ['NumericGreaterThan', numeric(greater)],
  ['NumericGreaterThanEquals', numeric(atLeast)],
  ['DateEquals', dated(equal)],
  ['DateLessThan', dated(less)],
  ['DateLessThanEquals', dated(atMost)],
  ['DateGreaterThan', dated(greater)],
  ['DateGreaterThanEquals', dated(atLeast)],
  ['Bool', bool],
  ['BinaryEquals', binaryEquals],
  ['IpAddress', ipAddress],
  ['ArnEquals', arnLike],
  ['ArnLike', arnLike],
  ['Null', undefined],
]);

const NEGATED: ReadonlyMap<string, CompileValue> = new Map([
  ['StringNotEquals', stringEquals],
  ['StringNotEqualsIgnoreCase', stringEqualsIgnoreCase],
  ['StringNotLike', stringLike],
  ['NumericNotEquals', numeric(equal)],
  ['DateNotEquals', dated(equal)],
  ['NotIpAddress', ipAddress],
  ['ArnNotEquals', arnLike],
  ['ArnNotLike', arnLike],
]);

/** The names that operators begin with, without `IfExists` and set operators. */
export const operatorNames: readonly string[] = [...POSITIVE.keys(), ...NEGATED.keys()];

const IF_EXISTS = 'IfExists';
const SETS: readonly SetOperator[] = ['ForAllValues', 'ForAnyValue'];

/**
 * Reads an operator's name, such as `ForAnyValue:StringLikeIfExists`; undefined if there is none.
 */
export function parseOperator(text: string): Operator | undefined {
  const set = SETS.find((name) => text.startsWith(`${name}:`));
  const rest = set === undefined ? text : text.slice(set.length + 1);
  const ifExists = rest.endsWith(IF_EXISTS);
  const name = ifExists ? rest.slice(0, -IF_EXISTS.length) : rest;
  if (name === 'Null' && (ifExists || set !== undefined)) return undefined;
  const negated = NEGATED.has(name);
  if (!negated && !POSITIVE.has(name)) return undefined;
  const compile = negated ? NEGATED.get(name) : POSITIVE.get(name);
  return { name, set, ifExists, negated, compile };
}
