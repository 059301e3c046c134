import { workerData } from 'node:worker_threads';
import { holdAll } from './hold-all.ts';
import { openInProcess } from './in-process.ts';
import type { ThreadTask } from './in-thread.ts';
import { accessSequence, objectSequence } from './sequences.ts';

// The thread of `holdInThread`. What fails ends it, and is thrown where it was started.

const { sequences, count, minutes }: ThreadTask = workerData;
const kinds = { objects: objectSequence, access: accessSequence };
const subject = await openInProcess();
try {
  await holdAll(subject, kinds[sequences], count, minutes);
} finally {
  await subject.close();
}
