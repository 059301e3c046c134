import type { Clock, RandomBytes } from './surroundings.ts';

// Digits in the order of their bytes, so that texts sort as the numbers that they begin with.
const digits = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const sequenceDigits = 9;
const randomDigits = 23;

/** Length of a version id or an upload id. */
export const sortableIdLength = sequenceDigits + randomDigits;

function encode(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 64)) {
    text = digits.charAt(rest % 64) + text;
  }
  return text;
}

/**
 * An id that cannot be guessed (138 random bits), and that tells its sequence: a listing can go on
 * after a version that has been deleted meanwhile.
 */
export function sortableId(sequence: number, randomBytes: RandomBytes): string {
  let text = encode(sequence, sequenceDigits);
  for (const byte of randomBytes(randomDigits)) text += digits.charAt(byte % 64);
  return text;
}

/** The sequence in an id of `sortableId`; undefined for anything else. */
export function sequenceOfId(id: string): number | undefined {
  if (id.length !== sortableIdLength) return undefined;
  let value = 0;
  for (const digit of id.slice(0, sequenceDigits)) {
    const index = digits.indexOf(digit);
    if (index < 0) return undefined;
    value = value * 64 + index;
  }
  return Number.isSafeInteger(value) ? value : undefined;
}

const sequencesPerMs = 1_000;

/** A number that is greater than `previous` and follows the clock; safe until the year 2255. */
export function nextSequence(clock: Clock, previous: number): number {
  return Math.max(clock() * sequencesPerMs, previous + 1);
}
