/**
 * Wildcards, matched by two pointers and never by a RegExp: `(.*a){12}` takes seconds in one, and
 * `.` without the `s` flag lets a key with a newline slip past a Deny.
 *
 * `*` stands for any run of characters, `?` for one; both cross `/`, `:` and newlines, except in
 * the first five segments of an ARN, where only a `*` that ends its segment crosses colons.
 */
const ANY_RUN = -1;
const ANY_ONE = -2;
const RUN_IN_SEGMENT = -3;
const ONE_IN_SEGMENT = -4;

const COLON = 0x3a;
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
      return text.startsWith(glob.prefix) && matchBounded(glob.tokens, text, glob.prefix.length);
  }
}

/** How many UTF-16 units the character at an offset has; `?` takes a whole character. */
function widthAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 0xd800 || code > 0xdbff) return 1;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}

function matchTokens(tokens: Int32Array, text: string, from: number): boolean {
  let t = from;
  let s = from;
  let star = -1;
  let resume = 0;
  while (s < text.length) {
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

/**
 * Follows all positions in the pattern at once, since giving up a run at a colon needs more than
 * the latest star. Rare: only patterns with a wildcard inside one of the first five segments.
 */
function matchBounded(tokens: Int32Array, text: string, from: number): boolean {
  let current = new Uint8Array(tokens.length + 1);
  current[from] = 1;
  skipRuns(tokens, current, from);
  for (let s = from; s < text.length; s++) {
    const next = new Uint8Array(tokens.length + 1);
    const code = text.charCodeAt(s);
    let alive = false;
    for (let t = from; t < tokens.length; t++) {
      if (current[t] !== 1) continue;
      const token = tokens[t];
      if (token === ANY_RUN || (token === RUN_IN_SEGMENT && code !== COLON)) next[t] = 1;
      else if (token === code || takesOne(token, code)) next[t + 1] = 1;
      else continue;
      alive = true;
    }
    if (!alive) return false;
    skipRuns(tokens, next, from);
    current = next;
  }
  return current[tokens.length] === 1;
}

function takesOne(token: number | undefined, code: number): boolean {
  return token === ANY_ONE || (token === ONE_IN_SEGMENT && code !== COLON);
}

/** A run may be empty: whoever stands before it stands behind it too. */
function skipRuns(tokens: Int32Array, states: Uint8Array, from: number): void {
  for (let t = from; t < tokens.length; t++) {
    const token = tokens[t];
    if (states[t] === 1 && (token === ANY_RUN || token === RUN_IN_SEGMENT)) states[t + 1] = 1;
  }
}
