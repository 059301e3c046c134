import { type CompileValue, matchesNothing } from './value-test.ts';

/** A decimal number of any length, exactly: no float rounds it. */
export interface Decimal {
  readonly negative: boolean;
  /** Digits before the point, without leading zeros; empty for 0. */
  readonly whole: string;
  /** Digits behind the point, without trailing zeros. */
  readonly fraction: string;
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at++;
  return at;
}

/** Reads an optional sign, digits, and optionally a point with digits; `"5abc"` is no number. */
export function parseDecimal(text: string): Decimal | undefined {
  const start = text[0] === '-' || text[0] === '+' ? 1 : 0;
  const point = digitsEnd(text, start);
  if (point === start) return undefined;
  let end = point;
  if (text[point] === '.') {
    end = digitsEnd(text, point + 1);
    if (end === point + 1) return undefined;
  }
  if (end !== text.length) return undefined;
  let first = start;
  while (first < point && text[first] === '0') first++;
  let last = end;
  while (last > point && (text[last - 1] === '0' || text[last - 1] === '.')) last--;
  const whole = text.slice(first, point);
  const fraction = last > point ? text.slice(point + 1, last) : '';
  return { negative: text[0] === '-' && whole + fraction !== '', whole, fraction };
}

/** Negative, zero or positive, as a is less than, equal to or greater than b. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  return a.negative ? compareMagnitudes(b, a) : compareMagnitudes(a, b);
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length;
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1;
  if (a.fraction === b.fraction) return 0;
  return a.fraction < b.fraction ? -1 : 1;
}

/** Builds a Numeric operator from what the order of request value and policy value must be. */
export function numeric(accepts: (order: number) => boolean): CompileValue {
  return (policyValue) => {
    const limit = parseDecimal(policyValue);
    if (limit === undefined) return matchesNothing;
    return (value) => {
      const number = parseDecimal(value);
      return number !== undefined && accepts(compareDecimals(number, limit));
    };
  };
}
