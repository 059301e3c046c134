/** Fifteen minutes: how far a client's clock may be off (SigV4 and SigV2 alike). */
export const MAX_CLOCK_SKEW_MS = 15 * 60 * 1000;

/** `20130524T000000Z` to milliseconds, or undefined where it is not such a date. */
export function parseAmzDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) || formatAmzDate(time) !== text ? undefined : time;
}

/** Milliseconds to `20130524T000000Z`. */
export function formatAmzDate(timeMs: number): string {
  return formatIsoSeconds(timeMs).replaceAll(/[-:]/g, '');
}

/** Milliseconds to `2013-05-24T00:00:00Z`, the form of ServerTime in error documents. */
export function formatIsoSeconds(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const internetDate =
  /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) (GMT|UTC|Z|[+-]\d{4})$/;

/**
 * An RFC 2822 date such as `Tue, 27 Mar 2007 19:36:42 +0000` to milliseconds. The name of the day
 * is not compared: clients get it wrong, and it adds nothing.
 */
export function parseInternetDate(text: string): number | undefined {
  const match = internetDate.exec(text);
  if (match === null) return undefined;
  const [, day = '', monthName = '', year, hour, minute, second, zone = ''] = match;
  const month = months.indexOf(monthName) + 1;
  if (month === 0) return undefined;
  const date = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : 'Z';
  const time = Date.parse(`${date}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(time) ? undefined : time;
}

/** A moment, and how SigV4 writes it. */
export interface SigningDate {
  readonly timeMs: number;
  readonly amzDate: string;
}

/** Any of the forms that a date header may have, not before 1970. */
export function parseSigningDate(text: string): SigningDate | undefined {
  if (text === latest?.text) return latest.date;
  const timeMs = parseAmzDate(text) ?? parseInternetDate(text);
  if (timeMs === undefined || timeMs < 0) return undefined;
  const date = { timeMs, amzDate: formatAmzDate(timeMs) };
  latest = { text, date };
  return date;
}

/** Many requests are signed within one second. */
let latest: { readonly text: string; readonly date: SigningDate } | undefined;
