import type { Endpoint } from './endpoint.ts';
import { prepareRequest } from './prepared-request.ts';
import { listingKey } from './seed-listings.ts';
import { send } from './send.ts';
import { fill, listingBucket } from './works.ts';

/** Requests are prepared in portions, so that a hundred thousand need no gigabyte. */
const portion = 10_000;

/** Make the buckets of the benchmark at a peer that is empty, and fill those that are listed. */
export async function seedPeer(peer: Endpoint, listings: readonly number[]): Promise<void> {
  for (const bucket of [peer.bucket, ...listings.map(listingBucket)]) {
    // A bucket that is there already is as good.
    const request = prepareRequest(peer, { method: 'PUT', path: `/${bucket}` });
    await send(peer.url, [request], { connections: 1 });
  }
  for (const keys of listings) {
    console.log(`filling ${peer.name} with ${keys} objects`);
    for (let start = 0; start < keys; start += portion) {
      const count = Math.min(portion, keys - start);
      const requests = Array.from({ length: count }, (_, index) => {
        const path = `/${listingBucket(keys)}/${listingKey(start + index)}`;
        return prepareRequest(peer, { method: 'PUT', path, bodyBytes: 16 });
      });
      await fill(peer, requests, 32);
    }
  }
}
