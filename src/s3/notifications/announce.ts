import { hostId as ownHostId } from '../../http/request-id.ts';
import type { Caller } from '../../identity/caller.ts';
import type { WireRequest } from '../../operation/request.ts';
import type { Bucket, Buckets } from '../../store/buckets.ts';
import type { Announcement } from '../../store/outbox.ts';
import { keptConfiguration } from '../configurations/kept.ts';
import type { EventContext } from '../define.ts';
import type { Destinations } from './destinations.ts';
import type { EventName } from './event-names.ts';
import { waitingEvent } from './event-record.ts';
import { entriesAbout } from './targets.ts';

/** Who does what, where, as an event tells of it. */
export interface EventSource {
  readonly buckets: Buckets;
  readonly bucket: Bucket;
  readonly caller: Caller;
  readonly request: Pick<WireRequest, 'id' | 'sourceIp'>;
  readonly hostId: string;
  readonly region: string;
  readonly destinations: Destinations | undefined;
  readonly clock: () => number;
}

/** The object as it will be when the change is made. */
export interface EventObject {
  readonly key: string;
  readonly sizeBytes?: number;
  readonly etag?: string;
}

/**
 * What is to be told when a change is made: hand it to the call that makes the change.
 * @returns undefined where nobody wants to know, which costs a look into a map
 */
export async function announcementsOf(
  source: EventSource,
  name: EventName,
  object: EventObject,
): Promise<readonly Announcement[] | undefined> {
  const { destinations, buckets, bucket, caller, request, hostId, region, clock } = source;
  if (destinations === undefined) return undefined;
  const configuration = await keptConfiguration(buckets, bucket, 'notification');
  if (configuration === undefined) return undefined;
  const entries = entriesAbout(configuration, name, object.key).filter(({ arn }) =>
    destinations.has(arn),
  );
  if (entries.length === 0) return undefined;
  return entries.map(({ id, arn }) => ({
    destination: arn,
    event: waitingEvent({
      name,
      configurationId: id,
      region,
      atMs: clock(),
      principal: caller.principal,
      sourceIp: request.sourceIp,
      requestId: request.id,
      hostId,
      bucket,
      ...object,
    }),
  }));
}

/** What is to be told of a request's change, by an event that its operation declares. */
export function announcementsFor(
  context: EventContext,
  name: EventName,
  object: EventObject,
): Promise<readonly Announcement[] | undefined> {
  const { events, stores, bucket, caller, request, settings, clock } = context;
  if (!events.includes(name)) throw new Error(`The event ${name} is not declared.`);
  const { destinations, region } = settings;
  const { buckets } = stores;
  const source = { buckets, bucket, caller, request, destinations, region, clock };
  return announcementsOf({ ...source, hostId: ownHostId }, name, object);
}
