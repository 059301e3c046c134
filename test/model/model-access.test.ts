import { test } from 'node:test';
import { holdInThread } from './in-thread.ts';

/** Enough for all of them three times over, on two cores that others leave alone. */
const minutes = 5;

test('rights are what the reference says, whatever changes them', async () => {
  await holdInThread({ sequences: 'access', count: 10_000, minutes });
});
