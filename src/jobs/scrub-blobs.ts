import { type ScrubOptions, scrub } from '../store/scrub/scrub.ts';
import type { Job } from './job.ts';

/** Progress is kept all the while, so a turn may be long. */
const turnMs = 10 * 60_000;

export const scrubJob = 'scrub';

/** Reads everything that is stored now and then, and tells what the disk has lost. */
export function scrubBlobs(options: Omit<ScrubOptions, 'signal'> & { everyMs: number }): Job {
  return {
    name: scrubJob,
    everyMs: options.everyMs,
    turnMs,
    run: async ({ signal }) => {
      const { isComplete, ...counts } = await scrub({ ...options, signal });
      return { counts, cursor: isComplete ? undefined : 'goes on' };
    },
  };
}
