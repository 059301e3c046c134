import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, test } from 'node:test';
import { openOverSockets } from '../model/over-sockets.ts';
import { holdLinearizable } from './hold-linearizable.ts';

const subject = await openOverSockets({ workers: 2, connections: 32 });
after(() => subject.close());

const rounds = 200;
const minutes = Number(process.env.STRONGROOM_CONSISTENCY_MINUTES ?? 30);

test(`up to ${rounds} histories of 32 clients on two workers are linearizable`, async () => {
  const until = performance.now() + minutes * 60_000;
  let operations = 0;
  let round = 0;
  for (; round < rounds && performance.now() < until; round += 1) {
    operations += await holdLinearizable(subject, {
      clients: 32,
      operationsPerClient: 60,
      keys: ['a', 'b', 'c', 'd', 'e'].slice(0, 4 + (round % 2)),
      versioning: round % 2 === 0,
      seed: randomInt(2 ** 31),
    });
  }
  assert.ok(operations >= round * 32 * 60);
  console.error(`${operations} operations in ${round} histories`);
});
