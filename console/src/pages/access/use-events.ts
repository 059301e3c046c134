import { useState } from 'react';
import { type EventQuery, lookupEvents, type RecordedEvent } from '../../api/cloudtrail/events.ts';
import { type Loaded, useLoad } from '../../parts/load.ts';

/** A look may read its share of the records and find nothing: then it is asked to go on. */
const looksAtOnce = 10;

export interface Events extends Loaded<readonly RecordedEvent[]> {
  readonly hasMore: boolean;
  readonly more: () => void;
}

async function load(query: EventQuery, wanted: number) {
  const items: RecordedEvent[] = [];
  let token: string | undefined;
  for (let looks = 0; looks < looksAtOnce && items.length < wanted; looks += 1) {
    const page = await lookupEvents({ ...query, token });
    items.push(...page.items);
    token = page.next;
    if (token === undefined) break;
  }
  return { items, hasMore: token !== undefined };
}

/** The newest records that fit, as many as are wanted. */
export function useEvents(query: EventQuery, first = 50): Events {
  const [wanted, setWanted] = useState(first);
  const loaded = useLoad(() => load(query, wanted), `${JSON.stringify(query)} ${wanted}`);
  return {
    ...loaded,
    value: loaded.value?.items,
    hasMore: loaded.value?.hasMore ?? false,
    more: () => setWanted(wanted + first),
  };
}
