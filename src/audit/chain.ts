import { hash } from 'node:crypto';

/** What the first line of a chain has as the hash before it. */
export const chainStart = '0'.repeat(64);

/** What stands in a line besides its record. */
export const chainBytes = 256;

/** Where a line was written, and what the next one refers to. */
export interface WrittenLine {
  /** The first byte behind its line feed. */
  readonly end: number;
  readonly hash: string;
}

/**
 * Writes a record as the next line of a chain: the line holds its place, the hash of the line
 * before it, and last a SHA-256 over everything that stands before. Whoever changes, removes or
 * inserts a line breaks every hash that follows. The text is encoded once, to be hashed and
 * written: as a string it was encoded twice, which took as long as the hash.
 * @param json of an object with at least one member
 * @param target has room for three bytes a character, and for `chainBytes`
 */
export function writeLine(
  target: Buffer,
  start: number,
  json: string,
  place: { readonly sequence: number; readonly previousHash: string },
): WrittenLine {
  const { sequence, previousHash } = place;
  const body = `${json.slice(0, -1)},"sequence":${sequence},"previousHash":"${previousHash}"}`;
  const bodyEnd = start + target.write(body, start);
  const sum = hash('sha256', target.subarray(start, bodyEnd), 'hex');
  // In the place of the closing brace.
  const end = bodyEnd - 1 + target.write(`,"hash":"${sum}"}\n`, bodyEnd - 1, 'latin1');
  return { end, hash: sum };
}

const ending = /,"sequence":(\d{1,15}),"previousHash":"([0-9a-f]{64})","hash":"([0-9a-f]{64})"\}$/;

export type CheckedLine =
  | {
      readonly ok: true;
      readonly sequence: number;
      readonly previousHash: string;
      readonly hash: string;
    }
  | { readonly ok: false; readonly reason: string };

/** Checks one line by itself: whether its text is the one that was hashed. */
export function checkLine(text: string): CheckedLine {
  const match = ending.exec(text);
  const [, sequence, previousHash, sum] = match ?? [];
  if (sequence === undefined || previousHash === undefined || sum === undefined) {
    return { ok: false, reason: 'the line has no place in a chain' };
  }
  const body = `${text.slice(0, -(sum.length + ',"hash":""}'.length))}}`;
  if (hash('sha256', body, 'hex') !== sum) {
    return { ok: false, reason: 'the line was changed: its hash is another one' };
  }
  return { ok: true, sequence: Number(sequence), previousHash, hash: sum };
}
