/** The days of the calendar, which `x-amz-expiration` tells. */
export const dayMs = 24 * 60 * 60 * 1000;

/**
 * When a number of days is over: at the next midnight UTC after them ("Understanding object
 * expiration", "Lifecycle rules: based on an object's age").
 * @param lengthMs of a day; shorter ones, for tests, end at their own multiples
 */
export function daysAfter(fromMs: number, days: number, lengthMs = dayMs): number {
  return Math.ceil((fromMs + days * lengthMs) / lengthMs) * lengthMs;
}
