import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever its timer does (proc(5)). */
const ticksPerSecond = 100;

interface ProcessUsage {
  readonly parent: number;
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

function usageOf(pid: number): ProcessUsage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    // The command's name stands in parentheses and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    const residentKiB = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
    return {
      parent: Number(fields[1]),
      cpuSeconds: ticks / ticksPerSecond,
      residentBytes: residentKiB * 1024,
    };
  } catch {
    return undefined;
  }
}

/** A process and its descendants; empty where the system does not tell. */
function family(root: number | undefined): readonly ProcessUsage[] {
  if (root === undefined || usageOf(root) === undefined) return [];
  const all = new Map<number, ProcessUsage>();
  for (const name of readdirSync('/proc')) {
    const usage = /^\d+$/.test(name) ? usageOf(Number(name)) : undefined;
    if (usage !== undefined) all.set(Number(name), usage);
  }
  const belongs = (pid: number): boolean => {
    const parent = all.get(pid)?.parent;
    return pid === root || (parent !== undefined && parent > 1 && belongs(parent));
  };
  return [...all].filter(([pid]) => belongs(pid)).map(([, usage]) => usage);
}

const sum = (figures: readonly number[]) =>
  figures.length === 0 ? undefined : figures.reduce((total, figure) => total + figure, 0);

/**
 * The processor seconds that a process and its descendants have used so far; undefined where the
 * system does not tell.
 */
export function processorSeconds(root: number | undefined): number | undefined {
  return sum(family(root).map(({ cpuSeconds }) => cpuSeconds));
}

/** The memory that a process and its descendants hold; pages that they share count for each. */
export function residentBytes(root: number | undefined): number | undefined {
  return sum(family(root).map((usage) => usage.residentBytes));
}
