import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Disk, nodeDisk } from '../disk.ts';

const copyBytes = 1024 * 1024;

/**
 * Copies the beginning of a file under another name first: a copy with its own name is whole and
 * durable once its folder was synced.
 */
export async function copyFile(
  from: string,
  to: string,
  sizeBytes: number,
  disk: Disk = nodeDisk,
): Promise<void> {
  if (!existsSync(dirname(to))) await disk.makeFolder(dirname(to));
  const partial = `${to}.partial`;
  await disk.remove(partial);
  const source = await disk.open(from, 'read');
  try {
    const target = await disk.open(partial, 'create');
    try {
      const buffer = Buffer.allocUnsafe(copyBytes);
      for (let position = 0; position < sizeBytes; ) {
        const into = buffer.subarray(0, Math.min(copyBytes, sizeBytes - position));
        const count = await disk.read(source, into, position);
        if (count === 0) break;
        await disk.write(target, into.subarray(0, count), position);
        position += count;
      }
      await disk.sync(target);
    } finally {
      await disk.close(target);
    }
  } finally {
    await disk.close(source);
  }
  await disk.rename(partial, to);
}
