import { after, test } from 'node:test';
import { holdAll } from './hold-all.ts';
import { openInProcess } from './in-process.ts';
import { objectSequence } from './sequences.ts';

/** Enough for all of them three times over, on two cores that others leave alone. */
const minutes = 5;

const subject = await openInProcess();
after(() => subject.close());

test('objects, versions, listings and uploads are what the reference says', async () => {
  await holdAll(subject, objectSequence, 10_000, minutes);
});
