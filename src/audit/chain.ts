import { hash } from 'node:crypto';

/** What the first line of a chain has as the hash before it. */
export const chainStart = '0'.repeat(64);

/** A line of an audit file, without its line feed. */
export interface ChainedLine {
  readonly text: string;
  readonly hash: string;
}

/**
 * Puts a record into a chain: the line holds its place, the hash of the line before it, and last a
 * SHA-256 over everything that stands before. Whoever changes, removes or inserts a line breaks
 * every hash that follows.
 * @param record has at least one member
 */
export function chained(record: object, sequence: number, previousHash: string): ChainedLine {
  const json = JSON.stringify(record);
  const body = `${json.slice(0, -1)},"sequence":${sequence},"previousHash":"${previousHash}"}`;
  const sum = hash('sha256', body, 'hex');
  return { text: `${body.slice(0, -1)},"hash":"${sum}"}`, hash: sum };
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
