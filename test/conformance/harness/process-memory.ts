import { readdirSync, readFileSync } from 'node:fs';

/** The most memory that a process of the server ever had resident, and what it has now. */
export interface ProcessMemory {
  readonly pid: number;
  readonly peakMiB: number;
  readonly residentMiB: number;
}

interface Status extends ProcessMemory {
  readonly parent: number;
}

/** Linux tells both (proc(5): VmHWM, VmRSS, in kB); undefined for a process that has ended. */
function statusOf(pid: number): Status | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'latin1');
    const number = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
    const mebibytes = (name: string) => Math.round(number(name) / 1_024) || 0;
    return {
      ...{ pid, parent: number('PPid') },
      ...{ peakMiB: mebibytes('VmHWM'), residentMiB: mebibytes('VmRSS') },
    };
  } catch {
    return undefined;
  }
}

/** The memory of a process and of all that it started. */
export function memoryOf(root: number): readonly ProcessMemory[] {
  const all = new Map<number, Status>();
  for (const name of readdirSync('/proc')) {
    const status = /^\d+$/.test(name) ? statusOf(Number(name)) : undefined;
    if (status !== undefined) all.set(status.pid, status);
  }
  const belongs = (pid: number): boolean => {
    const parent = all.get(pid)?.parent ?? 0;
    return pid === root || (parent > 1 && belongs(parent));
  };
  return [...all.values()].filter(({ pid }) => belongs(pid));
}
