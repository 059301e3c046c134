import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { followAll } from './glob-positions.ts';
import { ANY_ONE, ANY_RUN, COLON, ONE_IN_SEGMENT, RUN_IN_SEGMENT, widthAt } from './glob-tokens.ts';
import { compileArnGlob, compileGlob, matchGlob } from './wildcard.ts';

/** The definition, with no thought of time. */
function matchesByDefinition(tokens: Int32Array, text: string, t = 0, s = 0): boolean {
  const token = tokens[t];
  if (token === undefined) return s === text.length;
  const rest = (taken: number) => matchesByDefinition(tokens, text, t + 1, s + taken);
  const isEnd = s >= text.length;
  const isColon = text.charCodeAt(s) === COLON;
  if (token === ANY_RUN || token === RUN_IN_SEGMENT) {
    const mayTake = !isEnd && (token === ANY_RUN || !isColon);
    return rest(0) || (mayTake && matchesByDefinition(tokens, text, t, s + 1));
  }
  if (isEnd) return false;
  if (token === ANY_ONE) return rest(widthAt(text, s));
  if (token === ONE_IN_SEGMENT) return !isColon && rest(widthAt(text, s));
  return token === text.charCodeAt(s) && rest(1);
}

const textOf = (...words: string[]) =>
  fc.array(fc.constantFrom(...words), { maxLength: 9 }).map((parts) => parts.join(''));
const patterns = textOf('a', 'b', '*', '?', ':', '😀', '\ud83d');
const texts = textOf('a', 'b', 'ab', ':', '😀', '\ude00');

describe('following all positions', () => {
  test('decides as the definition does, and as two pointers do', () => {
    const property = fc.property(patterns, texts, (pattern, text) => {
      const glob = compileGlob(pattern);
      const expected = matchesByDefinition(glob.tokens, text);
      assert.equal(followAll(glob.tokens, text, 0), expected);
      assert.equal(matchGlob(glob, text), expected);
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  test('decides patterns of ARNs as the definition does', () => {
    const property = fc.property(patterns, texts, (pattern, text) => {
      const glob = compileArnGlob([{ text: pattern, literal: false }]);
      assert.equal(matchGlob(glob, text), matchesByDefinition(glob.tokens, text));
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  test('carries over from word to word', () => {
    for (const length of [30, 31, 32, 33, 63, 64, 65, 500]) {
      const literal = 'ab'.repeat(length).slice(0, length);
      for (const pattern of [
        `*${literal}`,
        `${'?'.repeat(length)}*`,
        `${literal}*?`,
        `?${literal}`,
      ]) {
        const { tokens } = compileGlob(pattern);
        for (const text of [
          literal,
          `x${literal}`,
          `${literal}x`,
          `😀${literal}`,
          '😀'.repeat(length),
        ]) {
          const expected = matchesByDefinition(tokens, text);
          assert.equal(followAll(tokens, text, 0), expected, `${pattern} ${text}`);
        }
      }
    }
  });

  test('long patterns and long texts together take no time to speak of', () => {
    for (const piece of ['a', '?', 'ab', '${a}']) {
      const text = piece.replaceAll('?', 'a').repeat(8_192 / piece.length);
      const pattern = `*${piece.repeat(10_000 / piece.length)}b`;
      const longer = `${text}${text}`;
      const start = performance.now();
      assert.ok(!matchGlob(compileGlob(`${pattern}*c`), longer));
      const elapsed = performance.now() - start;
      assert.ok(elapsed < 500, `${piece}: ${elapsed} ms`);
    }
  });
});
