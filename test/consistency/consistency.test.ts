import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { after, test } from 'node:test';
import { openOverSockets } from '../model/over-sockets.ts';
import { holdLinearizable } from './hold-linearizable.ts';

const subject = await openOverSockets({ workers: 2, connections: 32 });
after(() => subject.close());

const seed = Number(process.env.STRONGROOM_CONSISTENCY_SEED ?? randomInt(2 ** 31));
const few = { clients: 32, operationsPerClient: 60, seed };

for (const versioning of [false, true]) {
  test(`32 clients on two workers see each key as one register, versioning ${versioning}`, async () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const operations = await holdLinearizable(subject, { ...few, keys, versioning });
    assert.ok(operations >= few.clients * few.operationsPerClient);
  });
}

test('eight clients on one key', async () => {
  const recording = { ...few, clients: 8, keys: ['one'], versioning: false };
  assert.ok((await holdLinearizable(subject, recording)) > 0);
});
