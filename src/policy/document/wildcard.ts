import { followAll } from './glob-positions.ts';
import { ANY_ONE, ANY_RUN, COLON, ONE_IN_SEGMENT, RUN_IN_SEGMENT, widthAt } from './glob-tokens.ts';

/**
 * Wildcards, matched by two pointers and never by a RegExp: `(.*a){12}` takes seconds in one, and
 * `.` without the `s` flag lets a key with a newline slip past a Deny.
 *
 * `*` stands for any run of characters, `?` for one; both cross `/`, `:` and newlines, except in
 * the first five segments of an ARN, where only a `*` that ends its segment crosses colons.
 */
const STAR = 0x2a;
const QUESTION = 0x3f;

type GlobKind = 0 | 1 | 2 | 3 | 4;
const ANYTHING: GlobKind = 0;
const EXACT: GlobKind = 1;
const PREFIX: GlobKind = 2;
const GLOB: GlobKind = 3;
/** Has wildcards that stop at a colon. */
const BOUNDED: GlobKind = 4;

/** A compiled pattern. */
export interface Glob {
  readonly kind: GlobKind;
  /** The characters before the first wildcard. */
  readonly prefix: string;
  readonly tokens: Int32Array;
}

/** A part of a pattern; in a literal part `*` and `?` stand for themselves. */
export interface PatternPiece {
  readonly text: string;
  readonly literal: boolean;
}

/** Compiles a pattern in which every wildcard crosses everything. */
export function compileGlob(pattern: string): Glob {
  return globOf(tokensOf([{ text: pattern, literal: false }]));
}

/** Compiles a pattern of several parts, some of them literal. */
export function compilePieces(pieces: readonly PatternPiece[]): Glob {
  return globOf(tokensOf(pieces));
}

/** Compiles a pattern for ARNs (the Resource element). */
export function compileArnGlob(pieces: readonly PatternPiece[]): Glob {
  const tokens = tokensOf(pieces);
  let colons = 0;
  for (let i = 0; i < tokens.length && colons < 5; i++) {
    const token = tokens[i];
    const last = i + 1 === tokens.length || tokens[i + 1] === COLON;
    if (token === COLON) colons++;
    else if (token === ANY_RUN && !last) tokens[i] = RUN_IN_SEGMENT;
    else if (token === ANY_ONE) tokens[i] = ONE_IN_SEGMENT;
  }
  return globOf(tokens);
}

function tokensOf(pieces: readonly PatternPiece[]): number[] {
  const tokens: number[] = [];
  for (const piece of pieces) {
    for (let i = 0; i < piece.text.length; i++) {
      const code = piece.text.charCodeAt(i);
      if (piece.literal || (code !== STAR && code !== QUESTION)) tokens.push(code);
      else if (code === QUESTION) tokens.push(ANY_ONE);
      else if (tokens[tokens.length - 1] !== ANY_RUN) tokens.push(ANY_RUN);
    }
  }
  return tokens;
}

function globOf(tokens: readonly number[]): Glob {
  const wild = tokens.findIndex((token) => token < 0);
  const literals = wild === -1 ? tokens : tokens.slice(0, wild);
  let prefix = '';
  for (const code of literals) prefix += String.fromCharCode(code);
  const kind = kindOf(tokens, wild);
  return { kind, prefix, tokens: Int32Array.from(tokens) };
}

function kindOf(tokens: readonly number[], wild: number): GlobKind {
  if (wild === -1) return EXACT;
  if (tokens.some((token) => token <= RUN_IN_SEGMENT)) return BOUNDED;
  if (wild !== tokens.length - 1 || tokens[wild] !== ANY_RUN) return GLOB;
  return wild === 0 ? ANYTHING : PREFIX;
}

/** Whether a pattern has no wildcard, and so matches one text: its prefix. */
export function isExact(glob: Glob): boolean {
  return glob.kind === EXACT;
}

/** Whether the whole text matches. */
export function matchGlob(glob: Glob, text: string): boolean {
  switch (glob.kind) {
    case ANYTHING:
      return true;
    case EXACT:
      return text === glob.prefix;
    case PREFIX:
      return text.startsWith(glob.prefix);
    case GLOB:
      return text.startsWith(glob.prefix) && matchTokens(glob.tokens, text, glob.prefix.length);
    default:
      return text.startsWith(glob.prefix) && followAll(glob.tokens, text, glob.prefix.length);
  }
}

/** What two pointers may take beyond the length of both texts, before all positions are followed. */
const freeSteps = 4_096;

function matchTokens(tokens: Int32Array, text: string, from: number): boolean {
  let t = from;
  let s = from;
  let star = -1;
  let resume = 0;
  let stepsLeft = freeSteps + 4 * (tokens.length + text.length);
  while (s < text.length) {
    // They go back at each run that was tried in vain: `*aaab` takes the product of both lengths.
    if (stepsLeft-- === 0) return followAll(tokens, text, from);
    const token = tokens[t];
    if (token === text.charCodeAt(s)) {
      t++;
      s++;
    } else if (token === ANY_ONE) {
      t++;
      s += widthAt(text, s);
    } else if (token === ANY_RUN) {
      star = t++;
      resume = s;
    } else if (star >= 0) {
      t = star + 1;
      s = ++resume;
    } else {
      return false;
    }
  }
  while (tokens[t] === ANY_RUN) t++;
  return t === tokens.length;
}
