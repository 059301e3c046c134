import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, describe, test } from 'node:test';
import { allowedAddresses } from '../../http/outgoing/public-addresses.ts';
import type { Outbox, OutboxEntry } from '../../store/outbox.ts';
import { deliverEvents, keptForMs, pauseAfter } from './deliver-events.ts';
import { createDestinations } from './destinations.ts';
import { guardedLookup } from './guarded-lookup.ts';

const waiting = JSON.stringify({ isVersioned: false, record: { s3: { object: { key: 'a' } } } });
const entry = (id: number, destination: string, createdAtMs: number): OutboxEntry => ({
  id,
  destination,
  event: waiting,
  versionId: undefined,
  createdAtMs,
  attempts: 0,
});

class MemoryOutbox implements Outbox {
  entries: OutboxEntry[];
  readonly postponed = new Map<string, number>();

  constructor(entries: OutboxEntry[]) {
    this.entries = entries;
  }

  hasDue() {
    return this.entries.length > 0;
  }

  async due(limit: number) {
    return this.entries
      .filter(({ destination }) => !this.postponed.has(destination))
      .slice(0, limit);
  }

  async remove(ids: readonly number[]) {
    this.entries = this.entries.filter(({ id }) => !ids.includes(id));
  }

  async postpone(destination: string, _ids: readonly number[], untilMs: number) {
    this.postponed.set(destination, untilMs);
  }
}

const nowMs = 10 * keptForMs;

async function deliver(outbox: Outbox, failing: readonly string[] = []) {
  const sent: string[] = [];
  const lost: [string, number][] = [];
  const job = deliverEvents({
    outbox,
    clock: () => nowMs,
    destinations: {
      has: () => true,
      send: async (arn) => {
        sent.push(arn);
        return failing.includes(arn) ? 'no' : undefined;
      },
    },
    lost: (arn, count) => void lost.push([arn, count]),
  });
  const signal = new AbortController().signal;
  const { counts } = await job.run({ cursor: undefined, signal, reached: () => undefined });
  return { sent, lost, counts };
}

describe('the delivery of events', () => {
  test('tells everything, whatever the number', async () => {
    const outbox = new MemoryOutbox(
      Array.from({ length: 450 }, (_, index) => entry(index, `d${index % 3}`, nowMs)),
    );
    const { counts } = await deliver(outbox);
    assert.deepEqual(counts, { delivered: 450, postponed: 0, lost: 0 });
    assert.deepEqual(outbox.entries, []);
  });

  test('stops asking a destination that fails, and goes on with the others', async () => {
    const entries = Array.from({ length: 40 }, (_, index) =>
      entry(index, index % 2 === 0 ? 'good' : 'bad', nowMs),
    );
    const outbox = new MemoryOutbox(entries);
    const { sent, counts } = await deliver(outbox, ['bad']);
    assert.equal(counts.delivered, 20);
    assert.equal(outbox.entries.length, 20);
    assert.equal(sent.filter((arn) => arn === 'bad').length, 8);
    assert.deepEqual([...outbox.postponed], [['bad', nowMs + pauseAfter(0)]]);
  });

  test('gives up what nobody took for a day, and tells so', async () => {
    const outbox = new MemoryOutbox([entry(1, 'bad', nowMs - keptForMs), entry(2, 'bad', nowMs)]);
    const { lost, counts } = await deliver(outbox, ['bad']);
    assert.deepEqual(lost, [['bad', 1]]);
    assert.deepEqual(counts, { delivered: 0, postponed: 1, lost: 1 });
  });

  test('waits twice as long each time, up to a limit', () => {
    assert.deepEqual([0, 1, 2, 3].map(pauseAfter), [1_000, 2_000, 4_000, 8_000]);
    assert.equal(pauseAfter(1_000), 300_000);
  });
});

describe('destinations', () => {
  const arn = 'arn:aws:sns:us-east-1:111122223333:t';
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.writeHead(200).end();
  });
  after(() => server.close());
  const port = new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    }),
  );
  const send = async (host: string, networks: readonly string[] = []) => {
    const url = new URL(`http://${host}:${await port}/`);
    const target = { arn, kind: 'webhook', url, proof: undefined } as const;
    return createDestinations([target], networks).send(arn, '{}');
  };

  test('by address, or by the name of the machine itself, are the word of the settings', async () => {
    assert.equal(await send('127.0.0.1'), undefined);
    assert.equal(await send('localhost'), undefined);
    assert.equal(asked, 2);
  });

  test('by a name that leads to a private address are refused, unless the network is named', async () => {
    const looked = (networks: readonly string[]) =>
      new Promise<string>((resolve) =>
        guardedLookup(allowedAddresses(networks))('localhost', {}, (error) =>
          resolve(error?.message ?? ''),
        ),
      );
    assert.match(await looked([]), /^localhost is at \S+, which is not a public address$/);
    assert.equal(await looked(['127.0.0.0/8', '::1/128']), '');
  });

  test('that nobody mapped are not there', async () => {
    assert.equal(createDestinations([], []).has(arn), false);
    assert.match((await createDestinations([], []).send(arn, '')) ?? '', /no setting/);
  });
});
