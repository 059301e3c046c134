import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the disk can do at most for one writer: append a block and wait until it is durable, again
 * and again. Blocks the process while it runs.
 * @param folder a folder on the disk to be measured
 * @returns blocks a second
 */
export function sampleRawWrites(folder: string, blockBytes: number, seconds: number): number {
  const path = join(folder, `raw-${process.pid}`);
  const block = Buffer.alloc(blockBytes, 'x');
  const file = openSync(path, 'wx');
  try {
    const start = performance.now();
    const end = start + seconds * 1000;
    let count = 0;
    while (performance.now() < end) {
      writeSync(file, block);
      fdatasyncSync(file);
      count += 1;
    }
    return count / ((performance.now() - start) / 1000);
  } finally {
    closeSync(file);
    rmSync(path);
  }
}
