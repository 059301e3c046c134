import { totalmem } from 'node:os';

const mebibyte = 1_024 * 1_024;
const leastBytes = 32 * mebibyte;
const mostBytes = 256 * mebibyte;
const share = 256;

/**
 * What one worker keeps of objects in memory where nobody has said it: a part of the machine's, or
 * of what the container may use, in bytes. The system's own cache holds all files besides.
 */
export function readCacheShare(
  machineBytes = totalmem(),
  // 0 where nothing is constrained.
  allowedBytes = process.constrainedMemory() || Number.POSITIVE_INFINITY,
): number {
  const memoryBytes = Math.min(machineBytes, allowedBytes);
  return Math.min(Math.max(Math.floor(memoryBytes / share), leastBytes), mostBytes);
}
