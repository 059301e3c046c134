import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { disturbEachRequest } from './sync-interruption.ts';

describe('strongroom sync', () => {
  test('asks again for any answer that was lost, and comes to its end', async () => {
    const requests = await disturbEachRequest([], 'lose its answer');
    assert.ok(requests >= 12, String(requests));
  });

  test('of a release, killed after any of its requests, ends in the same place', async () => {
    const requests = await disturbEachRequest(['--release'], 'kill after it');
    assert.ok(requests >= 18, String(requests));
  });
});
