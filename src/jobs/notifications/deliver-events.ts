import type { Destinations } from '../../s3/notifications/destinations.ts';
import { eventMessage } from '../../s3/notifications/event-record.ts';
import type { Outbox, OutboxEntry } from '../../store/outbox.ts';
import type { Clock } from '../../store/surroundings.ts';
import type { Job } from '../job.ts';

export interface DeliveryParts {
  readonly outbox: Outbox;
  readonly destinations: Destinations;
  readonly clock: Clock;
  /** Told of events that were given up. */
  readonly lost: (destination: string, count: number, reason: string) => void;
}

const everyMs = 250;
const batch = 200;
/** Messages on their way to one destination at a time. */
const atOnce = 8;
const firstPauseMs = 1_000;
const longestPauseMs = 5 * 60_000;
/** An event that nobody took for so long is given up. */
export const keptForMs = 24 * 60 * 60_000;

/** Tells the destinations what waits for them, and tries again what they did not take. */
export function deliverEvents(parts: DeliveryParts): Job {
  const { outbox } = parts;
  return {
    name: 'deliver-events',
    everyMs,
    hasWork: () => outbox.hasDue(),
    async run({ signal }) {
      const counts = { delivered: 0, postponed: 0, lost: 0 };
      while (!signal.aborted) {
        const due = await outbox.due(batch);
        if (due.length === 0) break;
        const waiting = Map.groupBy(due, ({ destination }) => destination);
        await Promise.all(
          [...waiting].map(([destination, entries]) =>
            deliverTo(parts, destination, entries, counts, signal),
          ),
        );
      }
      return { counts };
    },
  };
}

type Counts = { delivered: number; postponed: number; lost: number };

/** In groups, the oldest first; the first group that is not taken whole ends the attempt. */
async function deliverTo(
  { outbox, destinations, clock, lost }: DeliveryParts,
  destination: string,
  entries: readonly OutboxEntry[],
  counts: Counts,
  signal: AbortSignal,
): Promise<void> {
  for (let from = 0; from < entries.length && !signal.aborted; from += atOnce) {
    const group = entries.slice(from, from + atOnce);
    const answers = await Promise.all(
      group.map(async (entry) => {
        const text = eventMessage(entry.event, entry.versionId, entry.id);
        return { entry, failure: await destinations.send(destination, text) };
      }),
    );
    const failed = answers.filter(({ failure }) => failure !== undefined);
    const [first] = failed;
    const isOld = ({ createdAtMs }: OutboxEntry) => clock() - createdAtMs >= keptForMs;
    const old = failed.filter(({ entry }) => isOld(entry));
    if (old.length > 0) lost(destination, old.length, first?.failure ?? '');
    const kept = failed.filter(({ entry }) => !isOld(entry)).map(({ entry }) => entry.id);
    const done = answers.filter(({ entry }) => !kept.includes(entry.id));
    await outbox.remove(done.map(({ entry }) => entry.id));
    counts.delivered += answers.length - failed.length;
    counts.lost += old.length;
    counts.postponed += kept.length;
    if (kept.length === 0) continue;
    const attempts = Math.max(...failed.map(({ entry }) => entry.attempts));
    await outbox.postpone(destination, kept, clock() + pauseAfter(attempts));
    return;
  }
}

/** Twice as long after each attempt. */
export function pauseAfter(attempts: number): number {
  return Math.min(firstPauseMs * 2 ** Math.min(attempts, 30), longestPauseMs);
}
