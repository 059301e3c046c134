/** The judge's matcher: plain recursion over characters. */
import type { Values } from './judge.ts';

type Token =
  | { kind: 'character'; character: string }
  | { kind: 'run' | 'one'; crossesColons: boolean };

/** Matches by trying everything. Exponential, so keep its patterns short. */
export function matchTokens(tokens: readonly Token[], text: readonly string[]): boolean {
  const [token, ...rest] = tokens;
  if (token === undefined) return text.length === 0;
  const [first, ...others] = text;
  if (token.kind === 'run') {
    if (matchTokens(rest, text)) return true;
    if (first === undefined || (first === ':' && !token.crossesColons)) return false;
    return matchTokens(tokens, others);
  }
  if (first === undefined) return false;
  if (token.kind === 'one' && first === ':' && !token.crossesColons) return false;
  if (token.kind === 'character' && first !== token.character) return false;
  return matchTokens(rest, others);
}

/** A pattern in which every wildcard matches everything. */
export function freeTokens(pattern: string): Token[] {
  return [...pattern].map((character): Token => {
    if (character === '*') return { kind: 'run', crossesColons: true };
    if (character === '?') return { kind: 'one', crossesColons: true };
    return { kind: 'character', character };
  });
}

function literalTokens(text: string): Token[] {
  return [...text].map((character) => ({ kind: 'character', character }));
}

export function matches(pattern: string, text: string): boolean {
  return matchTokens(freeTokens(pattern), [...text]);
}

export function matchesAction(pattern: string, action: string): boolean {
  return matches(pattern.toLowerCase(), action.toLowerCase());
}

const VARIABLE = /\$\{((?:(?!, ')[^}])*), '([\s\S]*?)'\}|\$\{([^}]*)\}/g;

/** Replaces variables by literal tokens; undefined when one has no value. */
export function substituted(
  text: string,
  context: Readonly<Record<string, Values>>,
): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  for (const match of text.matchAll(VARIABLE)) {
    tokens.push(...freeTokens(text.slice(at, match.index)));
    at = match.index + match[0].length;
    const name = match[1] ?? match[3] ?? '';
    if (match[1] === undefined && ['*', '?', '$'].includes(name)) {
      tokens.push(...literalTokens(name));
      continue;
    }
    const value = context[name.toLowerCase()];
    const single = typeof value === 'string' ? value : match[2];
    if (single === undefined) return undefined;
    tokens.push(...literalTokens(single));
  }
  return [...tokens, ...freeTokens(text.slice(at))];
}

/** Within the first five segments only a `*` before a colon or at the very end crosses colons. */
function bounded(tokens: readonly Token[]): Token[] {
  let colons = 0;
  return tokens.map((token, index) => {
    if (token.kind === 'character') {
      if (token.character === ':') colons++;
      return token;
    }
    if (colons >= 5) return token;
    let next = tokens[index + 1];
    for (let i = index + 1; next?.kind === 'run' && token.kind === 'run'; i++) next = tokens[i + 1];
    const ends = next === undefined || (next.kind === 'character' && next.character === ':');
    return { kind: token.kind, crossesColons: token.kind === 'run' && ends };
  });
}

export function matchesResource(
  pattern: string,
  resource: string,
  variables: boolean,
  context: Readonly<Record<string, Values>>,
): boolean {
  const parts = pattern.split(':');
  let tokens: Token[] | undefined = freeTokens(pattern);
  if (variables && parts.length >= 6) {
    const tail = substituted(parts.slice(5).join(':'), context);
    const head = freeTokens(`${parts.slice(0, 5).join(':')}:`);
    tokens = tail && [...head, ...tail];
  }
  return tokens !== undefined && matchTokens(bounded(tokens), [...resource]);
}
