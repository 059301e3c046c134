import { after, test } from 'node:test';
import { holdAll } from './hold-all.ts';
import { openInProcess } from './in-process.ts';
import { accessSequence } from './sequences.ts';

/** Enough for all of them three times over, on two cores that others leave alone. */
const minutes = 5;

const subject = await openInProcess();
after(() => subject.close());

test('rights are what the reference says, whatever changes them', async () => {
  await holdAll(subject, accessSequence, 10_000, minutes);
});
