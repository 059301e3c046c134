import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileArnGlob, compileGlob, compilePieces, matchGlob } from './wildcard.ts';

function matches(pattern: string, text: string): boolean {
  return matchGlob(compileGlob(pattern), text);
}

describe('wildcards', () => {
  test('a star crosses slashes, colons and newlines', () => {
    assert.ok(matches('a*z', 'a/b:c\nd\r\u2028z'));
  });

  test('a question mark takes one character, surrogate pairs whole', () => {
    assert.ok(matches('a?c', 'a\nc'));
    assert.ok(matches('a?c', 'a😀c'));
    assert.ok(!matches('a?c', 'ac'));
    assert.ok(!matches('a??c', 'a😀c'));
  });

  test('case matters', () => {
    assert.ok(!matches('A*', 'ab'));
  });

  test('literal pieces keep their stars', () => {
    const glob = compilePieces([
      { text: 'a/', literal: false },
      { text: '*', literal: true },
      { text: '/*', literal: false },
    ]);
    assert.ok(matchGlob(glob, 'a/*/x'));
    assert.ok(!matchGlob(glob, 'a/b/x'));
  });

  test('a star inside one of the first five segments stops at a colon', () => {
    const glob = compileArnGlob([{ text: 'arn:a*s:s3:::x', literal: false }]);
    assert.ok(matchGlob(glob, 'arn:aws:s3:::x'));
    assert.ok(!matchGlob(glob, 'arn:a:s:s3:::x'));
  });

  test('a star that ends a segment crosses colons', () => {
    const glob = compileArnGlob([{ text: 'arn:aws:iam::*', literal: false }]);
    assert.ok(matchGlob(glob, 'arn:aws:iam::111122223333:user/ann'));
  });

  test('hostile patterns take no time to speak of', () => {
    const text = 'a'.repeat(100_000);
    const start = performance.now();
    assert.ok(!matches(`${'*a'.repeat(30)}*b`, text));
    assert.ok(!matches('*?*?*?*?b', text.slice(0, 20_000)));
    const glob = compileArnGlob([{ text: `a*${'a*'.repeat(20)}b:x`, literal: false }]);
    assert.ok(!matchGlob(glob, text.slice(0, 20_000)));
    const elapsed = performance.now() - start;
    assert.ok(elapsed < 2000, `${elapsed} ms`);
  });
});
