import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, clientConfig } from '../client/connection.ts';
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

/** Asks CloudFront to forget the paths, in batches, and waits for the last if that is asked. */
export async function invalidate(
  connection: Connection,
  settings: InvalidationSettings,
  paths: readonly string[],
): Promise<void> {
  // Most sites have no distribution.
  const { CloudFrontClient, CreateInvalidationCommand, waitUntilInvalidationCompleted } =
    await import('@aws-sdk/client-cloudfront');
  const { batchSize, maxRetries, batchDelayMs, distribution: DistributionId } = settings;
  const client = new CloudFrontClient({
    ...(await clientConfig({ ...connection, endpoint: undefined })),
    maxAttempts: maxRetries + 1,
  });
  let Id: string | undefined;
  for (let at = 0; at < paths.length; at += batchSize) {
    if (at > 0) await sleep(batchDelayMs);
    const Items = paths.slice(at, at + batchSize);
    const InvalidationBatch = {
      CallerReference: randomUUID(),
      Paths: { Quantity: Items.length, Items },
    };
    const command = new CreateInvalidationCommand({ DistributionId, InvalidationBatch });
    ({ Id } = (await client.send(command)).Invalidation ?? {});
  }
  if (!settings.wait || Id === undefined) return;
  await waitUntilInvalidationCompleted(
    { client, maxWaitTime: waitLimitSeconds },
    {
      DistributionId,
      Id,
    },
  );
}
