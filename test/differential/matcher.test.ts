import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileArnGlob, compileGlob, matchGlob } from '../../src/policy/document/wildcard.ts';
import { matches, matchesResource } from './judge-matching.ts';
import { Random } from './random.ts';

const CASES = Number(process.env.STRONGROOM_DIFFERENTIAL_CASES ?? 100_000);
const SEED = Number(process.env.STRONGROOM_DIFFERENTIAL_SEED ?? Date.now() % 0xffffffff);

function text(random: Random, alphabet: readonly string[], most: number): string {
  return random.some(0, most, () => random.pick(alphabet)).join('');
}

test(`the matcher and a naive one agree on ${CASES} random patterns`, (t) => {
  t.diagnostic(`seed ${SEED}`);
  const random = new Random(SEED);
  let matched = 0;
  for (let i = 0; i < CASES; i++) {
    const pattern = text(random, ['a', 'b', '*', '?', '\n', '😀'], 7);
    const input = text(random, ['a', 'b', 'a', '\n', '*', '😀'], 9);
    const expected = matches(pattern, input);
    if (expected) matched++;
    const message = `${JSON.stringify(pattern)} against ${JSON.stringify(input)}`;
    assert.equal(matchGlob(compileGlob(pattern), input), expected, message);
  }
  if (CASES >= 10_000) assert.ok(matched > CASES / 50, 'matches are common');
});

test(`the ARN matcher and a naive one agree on ${CASES} random patterns`, (t) => {
  t.diagnostic(`seed ${SEED}`);
  const random = new Random(SEED);
  let matched = 0;
  for (let i = 0; i < CASES; i++) {
    const pattern = text(random, ['a', 'b', ':', ':', ':', '*', '?'], 10);
    const input = text(random, ['a', 'b', ':', ':'], 11);
    const expected = matchesResource(pattern, input, false, {});
    if (expected) matched++;
    const glob = compileArnGlob([{ text: pattern, literal: false }]);
    const message = `${JSON.stringify(pattern)} against ${JSON.stringify(input)}`;
    assert.equal(matchGlob(glob, input), expected, message);
  }
  if (CASES >= 10_000) assert.ok(matched > CASES / 500, 'matches are common');
});
