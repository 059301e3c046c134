import { after, test } from 'node:test';
import { holdAll } from './hold-all.ts';
import { openInProcess } from './in-process.ts';
import { objectSequence } from './sequences.ts';

/** Half of the million, as far as the time goes; how many were run is printed where it is less. */
const sequences = 500_000;
const minutes = Number(process.env.STRONGROOM_MODEL_MINUTES ?? 25);

const subject = await openInProcess();
after(() => subject.close());

test('objects are what the reference says for half a million sequences', async () => {
  await holdAll(subject, objectSequence, sequences, minutes);
});
