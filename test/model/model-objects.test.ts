import { test } from 'node:test';
import { holdInThread } from './in-thread.ts';

/** Enough for all of them three times over, on two cores that others leave alone. */
const minutes = 5;

test('objects, versions, listings and uploads are what the reference says', async () => {
  await holdInThread({ sequences: 'objects', count: 10_000, minutes });
});
