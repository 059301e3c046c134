import { test } from 'node:test';
import { holdInThread } from './in-thread.ts';

/** Half of the million, as far as the time goes; how many were run is printed where it is less. */
const count = 500_000;
const minutes = Number(process.env.STRONGROOM_MODEL_MINUTES ?? 25);

test('objects are what the reference says for half a million sequences', async () => {
  await holdInThread({ sequences: 'objects', count, minutes });
});
