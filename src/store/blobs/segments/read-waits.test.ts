import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReadWaits } from './read-waits.ts';

test('reads are made at once while they are quick', () => {
  const waits = new ReadWaits();
  for (let now = 0; now < 100; now += 1) {
    assert.equal(waits.areLikely(now), false);
    waits.took(now, now + 0.01);
  }
});

test('one slow read gives the next few milliseconds to threads', () => {
  const waits = new ReadWaits();
  waits.took(100, 110);
  assert.equal(waits.areLikely(111), true);
  assert.equal(waits.areLikely(113.9), true);
  assert.equal(waits.areLikely(114), false);
});

test('slow reads one after the other give up to a second to threads', () => {
  const waits = new ReadWaits();
  let now = 0;
  let pauseMs = 0;
  for (let read = 0; read < 12; read += 1) {
    waits.took(now, now + 5);
    const begin = now + 5;
    for (now = begin; waits.areLikely(now); now += 1);
    pauseMs = now - begin;
  }
  assert.equal(pauseMs, 1_000);
});

test('enough quick reads make the next pause short again', () => {
  const waits = new ReadWaits();
  for (let now = 0; now < 10_000; now += 2_000) waits.took(now, now + 5);
  for (let read = 0; read < 16; read += 1) waits.took(20_000 + read, 20_000.01 + read);
  waits.took(30_000, 30_001);
  assert.equal(waits.areLikely(30_006), false);
});
