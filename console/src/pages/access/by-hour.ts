import type { RecordedEvent } from '../../api/cloudtrail/events.ts';

const hourMs = 3_600_000;

/** How many requests of an hour were answered, and how many refused. */
export interface Hour {
  readonly start: Date;
  readonly answered: number;
  readonly refused: number;
}

/** The events of the last hours, by hour; hours without any are there too. */
export function byHour(
  events: readonly RecordedEvent[],
  hours: number,
  nowMs: number,
): readonly Hour[] {
  const last = Math.floor(nowMs / hourMs);
  const counted = Array.from({ length: hours }, (_, index) => ({
    start: new Date((last - hours + 1 + index) * hourMs),
    answered: 0,
    refused: 0,
  }));
  for (const { time, errorCode } of events) {
    const hour = counted[Math.floor(time.getTime() / hourMs) - last + hours - 1];
    if (hour === undefined) continue;
    if (errorCode === 'AccessDenied') hour.refused += 1;
    else hour.answered += 1;
  }
  return counted;
}

/** How often each text comes, the most frequent first. */
export function mostFrequent(
  texts: readonly string[],
  count: number,
): readonly { readonly text: string; readonly times: number }[] {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return [...times]
    .map(([text, found]) => ({ text, times: found }))
    .sort((a, b) => b.times - a.times)
    .slice(0, count);
}
