import assert from 'node:assert/strict';
import { test } from 'node:test';
import { divergences } from './divergences.ts';
import { examples } from './examples.ts';
import { ownOpinion, secondOpinion } from './second-opinion.ts';

test('every divergence has an example', () => {
  assert.deepEqual(Object.keys(examples).sort(), divergences.map(({ name }) => name).sort());
});

for (const { name, without } of divergences) {
  test(`they differ: ${name}`, async () => {
    const example = examples[name];
    assert.ok(example);
    const { one, own, other } = example;
    const opinion = await secondOpinion(one);
    assert.deepEqual([ownOpinion(one), opinion.outcome], [own, other], JSON.stringify(opinion));
    const plain = without(one);
    assert.equal((await secondOpinion(plain)).outcome, ownOpinion(plain), 'they agree without it');
  });
}
