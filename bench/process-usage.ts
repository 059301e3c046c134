import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever its timer does (proc(5)). */
const ticksPerSecond = 100;

interface ProcessUsage {
  readonly parent: number;
  readonly cpuSeconds: number;
}

function usageOf(pid: number): ProcessUsage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command's name stands in parentheses and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { parent: Number(fields[1]), cpuSeconds: ticks / ticksPerSecond };
  } catch {
    return undefined;
  }
}

/** Its proportional set size: of a page that several processes map each has its share. */
function residentBytesOf(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** A process and its descendants; empty where the system does not tell. */
function family(root: number | undefined): ReadonlyMap<number, ProcessUsage> {
  if (root === undefined || usageOf(root) === undefined) return new Map();
  const all = new Map<number, ProcessUsage>();
  for (const name of readdirSync('/proc')) {
    const usage = /^\d+$/.test(name) ? usageOf(Number(name)) : undefined;
    if (usage !== undefined) all.set(Number(name), usage);
  }
  const belongs = (pid: number): boolean => {
    const parent = all.get(pid)?.parent;
    return pid === root || (parent !== undefined && parent > 1 && belongs(parent));
  };
  return new Map([...all].filter(([pid]) => belongs(pid)));
}

const sum = (figures: readonly number[]) =>
  figures.length === 0 ? undefined : figures.reduce((total, figure) => total + figure, 0);

/**
 * The processor seconds that a process and its descendants have used so far; undefined where the
 * system does not tell.
 */
export function processorSeconds(root: number | undefined): number | undefined {
  return sum([...family(root).values()].map(({ cpuSeconds }) => cpuSeconds));
}

/** The memory that a process and its descendants hold; the executable, which they share, once. */
export function residentBytes(root: number | undefined): number | undefined {
  return sum([...family(root).keys()].map(residentBytesOf));
}
