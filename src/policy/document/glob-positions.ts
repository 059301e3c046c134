import { ANY_ONE, ANY_RUN, COLON, ONE_IN_SEGMENT, RUN_IN_SEGMENT, widthAt } from './glob-tokens.ts';

/** Positions in a pattern, a bit each. */
type Positions = Int32Array;

const bits = 32;

/** Where in a pattern which kind of token stands. */
interface Places {
  readonly literals: ReadonlyMap<number, Positions>;
  readonly runs: Positions;
  readonly runsInSegment: Positions;
  readonly ones: Positions;
  readonly onesInSegment: Positions;
}

function placesOf(tokens: Int32Array, from: number): Places {
  const words = Math.floor(tokens.length / bits) + 1;
  const none = () => new Int32Array(words);
  const literals = new Map<number, Positions>();
  const [runs, runsInSegment, ones, onesInSegment] = [none(), none(), none(), none()];
  const placesOfToken = (token: number): Positions => {
    if (token === ANY_RUN) return runs;
    if (token === RUN_IN_SEGMENT) return runsInSegment;
    if (token === ANY_ONE) return ones;
    if (token === ONE_IN_SEGMENT) return onesInSegment;
    let places = literals.get(token);
    if (places === undefined) {
      places = none();
      literals.set(token, places);
    }
    return places;
  };
  for (let t = from; t < tokens.length; t++) add(placesOfToken(tokens[t] ?? 0), t);
  return { literals, runs, runsInSegment, ones, onesInSegment };
}

function add(positions: Positions, t: number): void {
  const word = Math.floor(t / bits);
  positions[word] = (positions[word] ?? 0) | (1 << (t % bits));
}

function has(positions: Positions, t: number): boolean {
  return (((positions[Math.floor(t / bits)] ?? 0) >>> (t % bits)) & 1) === 1;
}

/** A run may be empty: whoever stands before it stands behind it too. Runs are never neighbours. */
function skipRuns(positions: Positions, { runs, runsInSegment }: Places): void {
  let carry = 0;
  for (let w = 0; w < positions.length; w++) {
    const known = positions[w] ?? 0;
    const before = known & ((runs[w] ?? 0) | (runsInSegment[w] ?? 0));
    positions[w] = known | (before << 1) | carry;
    carry = before >>> (bits - 1);
  }
}

/**
 * Matches a pattern by following all positions in it at once, 32 with one operation: for patterns
 * whose runs end at colons, which needs more than the latest run, and for those on which two
 * pointers would go back too often. Its time is a 32nd of the product of both lengths, at most.
 * @param from so many characters of both are the same, and have no wildcards
 */
export function followAll(tokens: Int32Array, text: string, from: number): boolean {
  const places = placesOf(tokens, from);
  const { literals, runs, runsInSegment, ones, onesInSegment } = places;
  const words = runs.length;
  const nowhere = new Int32Array(words);
  let current = new Int32Array(words);
  let next = new Int32Array(words);
  // Where `?` is after a character of two units.
  let later = new Int32Array(words);
  let afterNext = new Int32Array(words);
  add(current, from);
  skipRuns(current, places);
  for (let s = from; s < text.length; s++) {
    const code = text.charCodeAt(s);
    const literal = literals.get(code) ?? nowhere;
    const isColon = code === COLON;
    const isWide = widthAt(text, s) === 2;
    let alive = 0;
    let carry = 0;
    let wideCarry = 0;
    for (let w = 0; w < words; w++) {
      const here = current[w] ?? 0;
      const single = here & ((ones[w] ?? 0) | (isColon ? 0 : (onesInSegment[w] ?? 0)));
      const moves = (here & (literal[w] ?? 0)) | (isWide ? 0 : single);
      const stays = here & ((runs[w] ?? 0) | (isColon ? 0 : (runsInSegment[w] ?? 0)));
      const reached = (later[w] ?? 0) | stays | (moves << 1) | carry;
      const wide = isWide ? (single << 1) | wideCarry : 0;
      carry = moves >>> (bits - 1);
      wideCarry = isWide ? single >>> (bits - 1) : 0;
      next[w] = reached;
      afterNext[w] = wide;
      alive |= reached | wide;
    }
    if (alive === 0) return false;
    skipRuns(next, places);
    [current, next] = [next, current];
    [later, afterNext] = [afterNext, later];
  }
  return has(current, tokens.length);
}
