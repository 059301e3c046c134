import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReplyMemory } from './reply-memory.ts';

function memory(limitBytes = 1_000) {
  const state = { stamp: 1, made: 0 };
  const kept = new ReplyMemory(() => state.stamp, limitBytes);
  const ask = async (asked: string, body = asked) => {
    const { body: told } = await kept.answer(asked, async () => {
      state.made += 1;
      return { status: 200, headers: {}, body };
    });
    assert.ok(told instanceof Uint8Array);
    return Buffer.from(told).toString();
  };
  return { state, kept, ask };
}

test('what was answered is answered again without being made', async () => {
  const { state, ask } = memory();
  assert.equal(await ask('page é'), 'page é');
  assert.equal(await ask('page é'), 'page é');
  assert.equal(await ask('other'), 'other');
  assert.equal(state.made, 2);
});

test('nothing is answered from before a commit', async () => {
  const { state, ask } = memory();
  await ask('page', 'old');
  state.stamp += 1;
  assert.equal(await ask('page', 'new'), 'new');
});

test('what was read while something was committed is not kept', async () => {
  const { state, kept, ask } = memory();
  await kept.answer('page', async () => {
    state.stamp += 1;
    await ask('other');
    return { status: 200, headers: {}, body: 'old' };
  });
  assert.equal(await ask('page', 'new'), 'new');
});

test('a refusal is not kept', async () => {
  const { kept, ask } = memory();
  const refused = kept.answer('page', () => Promise.reject(new Error('refused')));
  await assert.rejects(refused, /refused/);
  assert.equal(await ask('page'), 'page');
});

test('the oldest makes room, and what is too large is never kept', async () => {
  const { state, ask } = memory(1_000);
  for (let i = 0; i < 12; i += 1) await ask(`page ${i}`, 'x'.repeat(100));
  await ask('page 11', 'not asked');
  assert.equal(state.made, 12);
  await ask('page 0');
  await ask('large', 'x'.repeat(200));
  await ask('large', 'x'.repeat(200));
  assert.equal(state.made, 15);
});
