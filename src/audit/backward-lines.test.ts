import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { BackwardLines } from './backward-lines.ts';

function all(path: string, endsAt?: number): string[] {
  const lines = new BackwardLines(path, endsAt);
  const found: string[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) found.push(line);
  lines.close();
  return found;
}

test('the lines of a file come from its end, and reading goes on where it stopped', () => {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
  const path = join(folder, 'file');
  const line = fc.oneof(
    fc.string({ maxLength: 20 }).map((text) => text.replaceAll('\n', ' ')),
    fc.integer({ min: 60_000, max: 140_000 }).map((length) => 'ü'.repeat(length)),
  );
  const property = fc.property(fc.array(line, { maxLength: 6 }), fc.nat(6), (lines, count) => {
    writeFileSync(path, lines.map((text) => `${text}\n`).join(''));
    assert.deepEqual(all(path), [...lines].reverse());
    const first = new BackwardLines(path);
    const begun = Array.from({ length: Math.min(count, lines.length) }, () => first.next());
    const rest = all(path, first.position);
    first.close();
    assert.deepEqual([...begun, ...rest], [...lines].reverse());
  });
  fc.assert(property, { numRuns: 200 });
  rmSync(folder, { recursive: true });
});
