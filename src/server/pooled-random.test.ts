import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPooledRandom } from './pooled-random.ts';

test('bytes of every size come as many as were asked for, none of them twice', () => {
  const randomBytes = createPooledRandom();
  const seen = new Set<string>();
  let draws = 0;
  for (let round = 0; round < 40; round += 1) {
    for (const sizeBytes of [12, 16, 32, 63, 64, 65, 5000]) {
      const bytes = randomBytes(sizeBytes);
      assert.equal(bytes.length, sizeBytes);
      seen.add(bytes.toString('hex'));
      draws += 1;
    }
  }
  assert.equal(seen.size, draws);
});

test('no byte of the pool is handed out twice, nor its zeros', () => {
  const randomBytes = createPooledRandom();
  const drawn = Buffer.concat(Array.from({ length: 3000 }, () => randomBytes(16)));
  const blocks = new Set<string>();
  for (let at = 0; at + 8 <= drawn.length; at += 8) blocks.add(drawn.toString('hex', at, at + 8));
  assert.equal(blocks.size, drawn.length / 8);
  assert.ok(!blocks.has('0'.repeat(16)));
});

test('what was handed out shares no memory with what comes next', () => {
  const randomBytes = createPooledRandom();
  const first = randomBytes(32);
  const second = randomBytes(32);
  assert.notEqual(first.buffer, second.buffer);
  assert.equal(first.buffer.byteLength, 32);
});

test('values are spread over all bytes', () => {
  const randomBytes = createPooledRandom();
  const counts = new Array<number>(256).fill(0);
  for (let round = 0; round < 4096; round += 1) {
    for (const byte of randomBytes(16)) counts[byte] = (counts[byte] ?? 0) + 1;
  }
  // 65,536 draws: 256 of each are expected, and 16 is the deviation.
  assert.ok(Math.min(...counts) > 256 - 8 * 16);
  assert.ok(Math.max(...counts) < 256 + 8 * 16);
});
