import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Disk, nodeDisk } from '../../disk.ts';
import { pageBytes, SegmentWriter, segmentPath } from './segment-writer.ts';

const capacityBytes = 8 * 1024 * 1024;

/** Appends each of the sizes, and tells how far the file was written, and what it keeps. */
async function append(sizes: readonly number[]) {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-segment-'));
  try {
    const fatal = (error: unknown) => assert.fail(String(error));
    let preparedBytes = 0;
    const disk: Disk = {
      ...nodeDisk,
      write(descriptor, bytes, position) {
        preparedBytes = Math.max(preparedBytes, position + bytes.length);
        return nodeDisk.write(descriptor, bytes, position);
      },
    };
    const segment = await SegmentWriter.create(disk, folder, 1, capacityBytes, fatal);
    const offsets: number[] = [];
    for (const [index, size] of sizes.entries()) {
      offsets.push(await segment.append(Buffer.alloc(size, index + 1)));
    }
    const keptBytes = await segment.close();
    return { offsets, preparedBytes, keptBytes, bytes: readFileSync(segmentPath(folder, 1)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('small appends find space that was prepared for them', async () => {
  const { preparedBytes, keptBytes } = await append(Array.from({ length: 64 }, () => pageBytes));
  assert.equal(keptBytes, 64 * pageBytes);
  assert.ok(preparedBytes > keptBytes, `${preparedBytes} bytes were prepared`);
});

test('for large appends nothing is prepared', async () => {
  const { preparedBytes, keptBytes } = await append(Array.from({ length: 8 }, () => 512 * 1024));
  assert.equal(keptBytes, 4 * 1024 * 1024);
  // But for the first step, which is prepared before anything is known.
  assert.equal(preparedBytes, keptBytes);
});

test('small and large appends lie behind each other, each on pages of its own', async () => {
  const sizes = [10, 300_000, pageBytes, 5, 70_000, 33_000, 1, 200_000, 4_097];
  const { offsets, keptBytes, bytes } = await append(sizes);
  assert.equal(bytes.length, keptBytes);
  for (const [index, size] of sizes.entries()) {
    const offset = offsets[index] ?? 0;
    assert.equal(offset % pageBytes, 0);
    assert.ok(bytes.subarray(offset, offset + size).every((byte) => byte === index + 1));
  }
});
