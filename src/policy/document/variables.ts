import type { PatternPiece } from './wildcard.ts';

/** A part of a text with policy variables. */
export type TemplatePart =
  | { readonly type: 'pattern'; readonly text: string }
  | { readonly type: 'literal'; readonly text: string }
  | { readonly type: 'variable'; readonly key: string; readonly fallback: string | undefined };

/** Returns the value of a single-valued context key, or undefined. */
export type ResolveVariable = (lowerCaseKey: string) => string | undefined;

/**
 * Splits a text of a 2012-10-17 policy at its variables: `${key}`, `${key, 'default'}` and the
 * literals `${*}`, `${?}` and `${$}`. A `${` that is never closed is plain text.
 */
export function parseTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('${', at);
    const close = open === -1 ? -1 : text.indexOf('}', open);
    if (close === -1) break;
    if (open > at) parts.push({ type: 'pattern', text: text.slice(at, open) });
    const comma = text.indexOf(", '", open);
    const quote = comma !== -1 && comma < close ? text.indexOf("'}", comma + 3) : -1;
    if (quote !== -1) {
      const key = text.slice(open + 2, comma).toLowerCase();
      parts.push({ type: 'variable', key, fallback: text.slice(comma + 3, quote) });
      at = quote + 2;
    } else {
      parts.push(variableOrLiteral(text.slice(open + 2, close)));
      at = close + 1;
    }
  }
  if (at < text.length) parts.push({ type: 'pattern', text: text.slice(at) });
  return parts;
}

function variableOrLiteral(name: string): TemplatePart {
  if (name === '*' || name === '?' || name === '$') return { type: 'literal', text: name };
  return { type: 'variable', key: name.toLowerCase(), fallback: undefined };
}

/** Whether any part needs the request to be known. */
export function hasVariables(parts: readonly TemplatePart[]): boolean {
  return parts.some((part) => part.type === 'variable');
}

/**
 * Puts values in place of variables; they become literal text, so that a `*` in a tag is no
 * wildcard. Returns undefined when one has neither a value nor a default.
 */
export function resolveTemplate(
  parts: readonly TemplatePart[],
  resolve: ResolveVariable,
): PatternPiece[] | undefined {
  const pieces: PatternPiece[] = [];
  for (const part of parts) {
    if (part.type !== 'variable') {
      pieces.push({ text: part.text, literal: part.type === 'literal' });
      continue;
    }
    const value = resolve(part.key) ?? part.fallback;
    if (value === undefined) return undefined;
    pieces.push({ text: value, literal: true });
  }
  return pieces;
}

/**
 * Builds something from a text with variables, for one request after the other. What was built last
 * is kept and used again while the values stay the same, as they do for one caller.
 */
export function perValues<T>(
  parts: readonly TemplatePart[],
  make: (pieces: readonly PatternPiece[]) => T,
): (resolve: ResolveVariable) => T | undefined {
  const keys = parts.filter((part) => part.type === 'variable');
  const last: (string | undefined)[] = keys.map(() => undefined);
  let made: T | undefined;
  return (resolve) => {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      const value = key && (resolve(key.key) ?? key.fallback);
      if (value === undefined) return undefined;
      if (value !== last[i]) {
        last[i] = value;
        made = undefined;
      }
    }
    if (made === undefined) {
      const values = last.values();
      const pieces = resolveTemplate(parts, () => values.next().value);
      made = pieces && make(pieces);
    }
    return made;
  };
}
