import { after, test } from 'node:test';
import { holdAll } from './hold-all.ts';
import { openInProcess } from './in-process.ts';
import { accessSequence } from './sequences.ts';

const subject = await openInProcess();
after(() => subject.close());

test('rights are what the reference says, whatever changes them', async () => {
  await holdAll(subject, accessSequence, 10_000);
});
