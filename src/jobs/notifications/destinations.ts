import { allowedAddresses } from '../../http/outgoing/public-addresses.ts';
import type { Destinations } from '../../s3/notifications/destinations.ts';
import { guardedLookup, namesLoopback } from './guarded-lookup.ts';
import type { NotificationTarget, Sender } from './target.ts';

/** How long a receiver may take to accept a message. */
const sendTimeoutMs = 5_000;

/**
 * The destinations that the settings map.
 * @param egressNetworks private networks, as CIDR, that names may lead to
 */
export function createDestinations(
  targets: readonly NotificationTarget[],
  egressNetworks: readonly string[],
): Destinations {
  const anywhere = guardedLookup(allowedAddresses(egressNetworks));
  const loopback = guardedLookup(allowedAddresses(['127.0.0.0/8', '::1/128']));
  const known = new Map(targets.map((target) => [target.arn, target]));
  const senders = new Map<string, Promise<Sender>>();
  const senderOf = (target: NotificationTarget): Promise<Sender> => {
    const made = senders.get(target.arn);
    if (made !== undefined) return made;
    const sender = senderFor(target, namesLoopback(target.url) ? loopback : anywhere);
    senders.set(target.arn, sender);
    return sender;
  };
  return {
    has: (arn) => known.has(arn),
    send: async (arn, text) => {
      const target = known.get(arn);
      if (target === undefined) return 'no setting maps it to a place';
      try {
        const send = await senderOf(target);
        await send(text, AbortSignal.timeout(sendTimeoutMs));
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message || error.name : String(error);
      }
    },
  };
}

/** Senders are loaded when they are first needed: most servers send nothing. */
async function senderFor(
  target: NotificationTarget,
  lookup: Parameters<typeof import('./send-webhook.ts').webhookSender>[1],
): Promise<Sender> {
  if (target.kind === 'queue') return (await import('./send-queue.ts')).queueSender(target, lookup);
  return (await import('./send-webhook.ts')).webhookSender(target, lookup);
}
