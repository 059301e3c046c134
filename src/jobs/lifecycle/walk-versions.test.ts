import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { InFlight } from './in-flight.ts';
import { sharedPrefix } from './walk-versions.ts';

describe('what the prefixes of rules share', () => {
  const cases: [prefixes: string[], shared: string][] = [
    [[], ''],
    [['logs/'], 'logs/'],
    [['logs/a', 'logs/b'], 'logs/'],
    [['logs/', 'logs/a/'], 'logs/'],
    [['a', ''], ''],
    [['\u{1f600}', '\u{1f601}'], ''],
  ];
  for (const [prefixes, shared] of cases) {
    test(`${JSON.stringify(prefixes)}: ${JSON.stringify(shared)}`, () => {
      assert.equal(sharedPrefix(prefixes), shared);
    });
  }
});

describe('work in flight', () => {
  test('is never more than its limit', async () => {
    const flight = new InFlight(3);
    let running = 0;
    let most = 0;
    for (let count = 0; count < 20; count++) {
      await flight.add(async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
      });
    }
    await flight.settle();
    assert.deepEqual([most <= 3, running], [true, 0]);
  });

  test('throws what failed, to whoever comes next', async () => {
    const flight = new InFlight();
    await flight.add(() => Promise.reject(new Error('no luck')));
    await assert.rejects(flight.settle(), /no luck/);
  });
});
