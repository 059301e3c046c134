import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlobRef, Blobs } from '../blobs/blobs.ts';
import type { Scrub, ScrubStep, Scrubs } from '../scrubs.ts';
import { scrub } from './scrub.ts';

const begun: Scrub = {
  number: 7,
  startedAtMs: 0,
  endedAtMs: undefined,
  afterBlob: 0,
  blobs: 0,
  bytes: 0,
  damaged: 0,
};

/** A thousand blobs of ten bytes, and what is written of their scrub. */
function manyBlobs(stopAfterReads = Number.POSITIVE_INFINITY) {
  const written: ScrubStep[] = [];
  const stop = new AbortController();
  let ended = 0;
  let reads = 0;
  const refs = Array.from(
    { length: 1000 },
    (_, index): BlobRef => ({ id: index + 1, sizeBytes: 10, segment: 1, offset: 0 }),
  );
  const scrubs: Scrubs = {
    request: async () => {},
    resume: async () => begun,
    advance: async (number, step) => {
      assert.equal(number, begun.number);
      written.push(step);
    },
    end: async () => {
      ended += 1;
    },
    blobs: (after, limit) => refs.slice(after, after + limit),
    isLive: () => true,
    damaged: async () => assert.fail('all of them are sound'),
    sound: async () => {},
    damage: () => [],
    last: () => undefined,
  };
  const blobs: Pick<Blobs, 'read'> = {
    read: () => {
      reads += 1;
      if (reads === stopAfterReads) stop.abort();
      const chunks = [{ pieces: [new Uint8Array(10)], release: () => {} }];
      return { next: async () => chunks.pop(), close: () => {} };
    },
  };
  const run = () =>
    scrub({
      ...{ blobs, scrubs, signal: stop.signal, bytesPerSecond: undefined, isBusy: () => false },
      checkDatabase: async () => [],
      found: () => assert.fail('all of them are sound'),
    });
  return { run, written, ends: () => ended };
}

test('a scrub that takes a moment writes its progress once', async () => {
  const { run, written, ends } = manyBlobs();
  const sum = { blobs: 1000, bytes: 10_000, damaged: 0 };
  assert.deepEqual(await run(), { ...sum, isComplete: true });
  assert.deepEqual(written, [{ ...sum, afterBlob: 1000 }]);
  assert.equal(ends(), 1);
});

test('one that is stopped writes how far it came', async () => {
  const { run, written, ends } = manyBlobs(300);
  const sum = { blobs: 300, bytes: 3_000, damaged: 0 };
  assert.deepEqual(await run(), { ...sum, isComplete: false });
  assert.deepEqual(written, [{ ...sum, afterBlob: 300 }]);
  assert.equal(ends(), 0);
});
