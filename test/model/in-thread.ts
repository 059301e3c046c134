import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What the thread is to run: a kind of sequences, how many, and when to stop. */
export interface ThreadTask {
  readonly sequences: 'objects' | 'access';
  readonly count: number;
  readonly minutes: number;
}

/**
 * `holdAll` on a server in this process, in a thread of its own: node:test follows each promise of
 * the thread that it runs in, which costs a quarter of the sequences.
 */
export async function holdInThread(task: ThreadTask): Promise<void> {
  const thread = new Worker(join(import.meta.dirname, 'model-thread.ts'), { workerData: task });
  // An error in the thread is emitted as 'error', which rejects this.
  await once(thread, 'exit');
}
