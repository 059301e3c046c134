import { after, test } from 'node:test';
import { holdAll } from './hold-all.ts';
import { openOverSockets } from './over-sockets.ts';
import { accessSequence, objectSequence } from './sequences.ts';

const subject = await openOverSockets({ workers: 2 });
after(() => subject.close());

test('two workers on sockets do with objects what the reference says', async () => {
  await holdAll(subject, objectSequence, 150, 2);
});

test('two workers on sockets do with rights what the reference says', async () => {
  await holdAll(subject, accessSequence, 150, 2);
});
