import { after, test } from 'node:test';
import { holdAll } from './hold-all.ts';
import { openInProcess } from './in-process.ts';
import { objectSequence } from './sequences.ts';

const subject = await openInProcess();
after(() => subject.close());

test('objects, versions, listings and uploads are what the reference says', async () => {
  await holdAll(subject, objectSequence, 10_000);
});
