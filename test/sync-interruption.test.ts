import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { disturbEachRequest } from './sync-interruption.ts';

describe('strongroom sync', () => {
  test('killed after any of its requests and run again, ends in the same place', async () => {
    const requests = await disturbEachRequest([], 'kill after it');
    assert.ok(requests >= 12, String(requests));
  });
});
