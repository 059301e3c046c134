import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listenToStopSignals } from './stop-signals.ts';

/** Delivers a signal to the listeners without sending it to the process. */
function deliver(signal: 'SIGTERM' | 'SIGINT'): void {
  process.emit(signal, signal);
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

describe('signals to stop', () => {
  test('the same Ctrl-C that arrives by several ways is one signal', async () => {
    let nowMs = 0;
    const signals = listenToStopSignals(() => nowMs);
    deliver('SIGINT');
    nowMs = 900;
    deliver('SIGINT');
    deliver('SIGTERM');
    assert.equal(await signals.first, 'SIGINT');
    assert.equal(await isSettled(signals.second), false);
    signals.ignore();
  });

  test('a later one is the second', async () => {
    let nowMs = 0;
    const signals = listenToStopSignals(() => nowMs);
    deliver('SIGTERM');
    nowMs = 1_000;
    deliver('SIGINT');
    assert.equal(await signals.second, 'SIGINT');
    signals.ignore();
  });

  test('nothing is listened to any more after the end', () => {
    const before = process.listenerCount('SIGTERM');
    const signals = listenToStopSignals();
    signals.ignore();
    assert.equal(process.listenerCount('SIGTERM'), before);
  });
});
