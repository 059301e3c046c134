import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { suggest, suggestion } from './suggestion.ts';

const names = ['listen', 'admin-listen', 'region', 'workers', 'data'];

describe('suggestions', () => {
  for (const [given, meant] of [
    ['lisen', 'listen'],
    ['lsiten', 'listen'],
    ['Region', 'region'],
    ['admin_listen', 'admin-listen'],
    ['worker', 'workers'],
    ['date', 'data'],
    ['nothing-like-it', undefined],
    ['x', undefined],
  ] as const) {
    test(`${given} was meant as ${meant}`, () => assert.equal(suggest(given, names), meant));
  }

  test('end an error, or add nothing to it', () => {
    assert.equal(suggestion('lisen', names, '--'), ', did you mean --listen?');
    assert.equal(suggestion('zzzzzz', names), '');
  });
});
