import { GetObjectCommand } from '@aws-sdk/client-s3';
import { ownFolder, type Place } from './remote.ts';
import type { Pruned } from './situation.ts';

/** Where the assets that wait for their deletion are listed; there only while some wait. */
export function prunedKey(prefix: string): string {
  return `${prefix}${ownFolder}pruned.json`;
}

/** The list as it is kept: ISO times by key. */
export function prunedText(pruned: Pruned): string {
  const times = [...pruned].map(([key, sinceMs]) => [key, new Date(sinceMs).toISOString()]);
  return `${JSON.stringify(Object.fromEntries(times), undefined, 2)}\n`;
}

/** Reads the list; what is no time is left out, and begins to wait anew. */
export function parsePruned(text: string): Pruned {
  const parsed: unknown = JSON.parse(text);
  const pruned = new Map<string, number>();
  if (typeof parsed !== 'object' || parsed === null) return pruned;
  for (const [key, time] of Object.entries(parsed)) {
    const sinceMs = typeof time === 'string' ? Date.parse(time) : Number.NaN;
    if (!Number.isNaN(sinceMs)) pruned.set(key, sinceMs);
  }
  return pruned;
}

/** The list in the bucket, asked for only where the listing showed it. */
export async function readPruned(place: Place, ownKeys: readonly string[]): Promise<Pruned> {
  const Key = prunedKey(place.prefix);
  if (!ownKeys.includes(Key)) return new Map();
  const { Body } = await place.client.send(new GetObjectCommand({ Bucket: place.bucket, Key }));
  return parsePruned((await Body?.transformToString()) ?? '{}');
}
