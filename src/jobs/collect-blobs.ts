import type { Blobs } from '../store/blobs/blobs.ts';
import type { Job } from './job.ts';

const everyMs = 10 * 60_000;

/** Returns the space of what was deleted, and of what a crash left. */
export function collectBlobs(blobs: Pick<Blobs, 'collect'>): Job {
  return {
    name: 'collect-blobs',
    everyMs,
    run: async () => ({ counts: { ...(await blobs.collect()) } }),
  };
}
