import { type CompileValue, matchesNothing } from './value-test.ts';

/** Digits of a fraction of a second that count; AWS writes milliseconds. */
const MAX_FRACTION = 9;
/** Seconds that Date can hold, either side of 1970. */
const MAX_EPOCH_SECONDS = 8.64e12;
/** Longest accepted text: date, time, nine digits and an offset. */
const MAX_DATE_LENGTH = 40;

/** Reads fixed-width parts of a date from left to right. */
class DateReader {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get done(): boolean {
    return this.at === this.#text.length;
  }

  take(characters: string): boolean {
    const next = this.#text[this.at];
    if (next === undefined || !characters.includes(next)) return false;
    this.at++;
    return true;
  }

  /** A number of exactly `width` digits between low and high, or NaN. */
  digits(width: number, low: number, high: number): number {
    const text = this.#text.slice(this.at, this.at + width);
    this.at += width;
    const value = isDigits(text) && text.length === width ? Number(text) : Number.NaN;
    return value >= low && value <= high ? value : Number.NaN;
  }

  fraction(): number {
    const start = this.at;
    while (isDigits(this.#text.slice(this.at, this.at + 1))) this.at++;
    const length = this.at - start;
    if (length === 0 || length > MAX_FRACTION) return Number.NaN;
    return Number(`0.${this.#text.slice(start, this.at)}`);
  }
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text !== '';
}

/**
 * Milliseconds since 1970 of epoch seconds (an integer) or of an ISO 8601 date: `YYYY-MM`,
 * `YYYY-MM-DD`, or with a time of `Thh:mm[:ss[.fraction]]` and `Z` or `+hh:mm`. Without an offset
 * it is UTC.
 */
export function parseDate(text: string): number | undefined {
  if (text.length > MAX_DATE_LENGTH) return undefined;
  if (isDigits(text[0] === '-' ? text.slice(1) : text)) {
    const seconds = Number(text);
    return Math.abs(seconds) <= MAX_EPOCH_SECONDS ? seconds * 1000 : undefined;
  }
  const time = readIsoDate(new DateReader(text));
  return Number.isNaN(time) ? undefined : time;
}

function readIsoDate(reader: DateReader): number {
  const year = reader.digits(4, 0, 9999);
  if (!reader.take('-')) return Number.NaN;
  const month = reader.digits(2, 1, 12);
  let day = 1;
  if (reader.take('-')) day = reader.digits(2, 1, 31);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // The 31st of April becomes the 1st of May: no such day.
  if (date.getUTCDate() !== day) return Number.NaN;
  const midnight = date.getTime();
  if (reader.done) return midnight;
  if (!reader.take('Tt')) return Number.NaN;
  const time = readTime(reader);
  const offset = readOffset(reader);
  return reader.done ? midnight + time - offset : Number.NaN;
}

function readTime(reader: DateReader): number {
  let seconds = reader.digits(2, 0, 23) * 3600;
  if (!reader.take(':')) return Number.NaN;
  seconds += reader.digits(2, 0, 59) * 60;
  if (reader.take(':')) {
    seconds += reader.digits(2, 0, 60);
    if (reader.take('.')) seconds += reader.fraction();
  }
  return seconds * 1000;
}

function readOffset(reader: DateReader): number {
  if (reader.done || reader.take('Zz')) return 0;
  const negative = reader.take('-');
  if (!negative && !reader.take('+')) return Number.NaN;
  const hours = reader.digits(2, 0, 23);
  const minutes = reader.take(':') ? reader.digits(2, 0, 59) : 0;
  return (negative ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** Builds a Date operator from what the order of request value and policy value must be. */
export function dated(accepts: (order: number) => boolean): CompileValue {
  return (policyValue) => {
    const limit = parseDate(policyValue);
    if (limit === undefined) return matchesNothing;
    return (value) => {
      const time = parseDate(value);
      return time !== undefined && accepts(time - limit);
    };
  };
}
