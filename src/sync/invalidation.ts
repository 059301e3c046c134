import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, clientConfig } from '../client/connection.ts';
import { codeOf, failureText } from '../client/failure.ts';
import type { Action } from './plan.ts';

/** How a CloudFront distribution is told what changed. */
export interface InvalidationSettings {
  readonly distribution: string;
  /** One `/*` whatever changed. */
  readonly all: boolean;
  readonly prefix: string;
  /** What stands before the path of a key in a URL of the distribution. */
  readonly httpPrefix: string;
  readonly indexDocument: string;
  /** Paths in one request. */
  readonly batchSize: number;
  readonly maxRetries: number;
  readonly batchDelayMs: number;
  readonly wait: boolean;
}

const waitLimitSeconds = 900;

/** The paths of what changed: new objects are in no cache, but their 404 may be. */
export function invalidationPaths(
  actions: readonly Action[],
  { all, prefix, httpPrefix, indexDocument }: InvalidationSettings,
): string[] {
  const keys = actions.flatMap((action) => {
    if (action.kind === 'delete') return [action.key];
    return action.kind === 'upload' || action.kind === 'update' ? [action.object.key] : [];
  });
  if (keys.length === 0) return [];
  if (all) return ['/*'];
  const base = httpPrefix.replace(/^\/+|\/+$/g, '');
  const paths = new Set<string>();
  for (const key of keys) {
    const path = `${base === '' ? '' : `/${base}`}/${encodePath(key.slice(prefix.length))}`;
    paths.add(path);
    // A folder is asked for by its own name.
    if (path.endsWith(`/${indexDocument}`)) paths.add(path.slice(0, -indexDocument.length));
  }
  return [...paths];
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** The site is there, and CloudFront goes on serving what it has. */
export class InvalidationFailure extends Error {
  constructor({ distribution }: InvalidationSettings, error: unknown) {
    super(
      `the site is published, but CloudFront did not take the invalidation (${failureText(error, 'CloudFront')}); ` +
        'another sync has nothing to tell it, so say it by hand: ' +
        `aws cloudfront create-invalidation --distribution-id ${distribution} --paths '/*'`,
    );
    this.name = 'InvalidationFailure';
  }
}

/**
 * Asks CloudFront to forget the paths, in batches, and waits until it has if that is asked.
 * @throws InvalidationFailure
 */
export async function invalidate(
  connection: Connection,
  settings: InvalidationSettings,
  paths: readonly string[],
): Promise<void> {
  // Most sites have no distribution.
  const cloudFront = await import('@aws-sdk/client-cloudfront');
  const client = new cloudFront.CloudFrontClient({
    ...(await clientConfig({ ...connection, endpoint: undefined })),
    maxAttempts: settings.maxRetries + 1,
  });
  const { distribution: DistributionId, batchSize, batchDelayMs, wait } = settings;
  try {
    const ids: string[] = [];
    for (let at = 0; at < paths.length; at += batchSize) {
      if (at > 0) await sleep(batchDelayMs);
      const Items = paths.slice(at, at + batchSize);
      // The same at each attempt: CloudFront takes it once.
      const CallerReference = randomUUID();
      const Paths = { Quantity: Items.length, Items };
      const InvalidationBatch = { CallerReference, Paths };
      const command = () =>
        client.send(
          new cloudFront.CreateInvalidationCommand({ DistributionId, InvalidationBatch }),
        );
      const { Invalidation } = await whenThereIsRoom(settings, command);
      if (Invalidation?.Id !== undefined) ids.push(Invalidation.Id);
    }
    for (const Id of wait ? ids : []) {
      const waiting = { client, maxWaitTime: waitLimitSeconds, minDelay: 2, maxDelay: 20 };
      await cloudFront.waitUntilInvalidationCompleted(waiting, { DistributionId, Id });
    }
  } catch (error) {
    throw new InvalidationFailure(settings, error);
  } finally {
    client.destroy();
  }
}

/** A distribution works on so many invalidations at once; the SDK takes that for a final no. */
async function whenThereIsRoom<Answer>(
  { maxRetries, batchDelayMs }: InvalidationSettings,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      const isFull = codeOf(error) === 'TooManyInvalidationsInProgress';
      if (!isFull || attempt > maxRetries) throw error;
      await sleep(batchDelayMs * attempt);
    }
  }
}
