import { after, test } from 'node:test';
import { holdAll } from './hold-all.ts';
import { openInProcess } from './in-process.ts';
import { accessSequence, objectSequence } from './sequences.ts';

/** A million of both together, as far as the time goes; what was run is printed. */
const sequences = 500_000;
const minutes = Number(process.env.STRONGROOM_MODEL_MINUTES ?? 25);

const subject = await openInProcess();
after(() => subject.close());

test('objects are what the reference says for half a million sequences', async () => {
  await holdAll(subject, objectSequence, sequences, minutes);
});

test('rights are what the reference says for half a million sequences', async () => {
  await holdAll(subject, accessSequence, sequences, minutes);
});
