import type { Clock } from '../store/surroundings.ts';
import type { Uploads } from '../store/uploads.ts';
import type { Job } from './job.ts';

const everyMs = 60 * 60_000;

/** A client that repeats CompleteMultipartUpload within this time gets the same answer again. */
export const completedUploadsKeptMs = 24 * 60 * 60_000;

/** Forgets the results of uploads that were completed long ago. */
export function forgetCompletedUploads(
  uploads: Pick<Uploads, 'forgetCompleted'>,
  clock: Clock,
): Job {
  return {
    name: 'forget-completed-uploads',
    everyMs,
    run: async () => ({
      counts: { forgotten: await uploads.forgetCompleted(clock() - completedUploadsKeptMs) },
    }),
  };
}
