import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { RecentMap } from './recent-map.ts';

describe('a map of recent entries', () => {
  test('it forgets the entry that was not used for longest', () => {
    const map = new RecentMap<string, number>(3);
    for (const [key, value] of [
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ] as const) {
      map.set(key, value);
    }
    assert.equal(map.get('a'), 1);
    map.set('d', 4);
    assert.equal(map.get('b'), undefined);
    assert.equal(map.get('a'), 1);
    assert.equal(map.size, 3);
  });

  test('setting again replaces the value and makes it recent', () => {
    const map = new RecentMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    assert.equal(map.get('a'), 3);
    assert.equal(map.get('b'), undefined);
  });
});
