import { join } from 'node:path';
import { type Injection, type StorageCall, storageCalls } from './strace.ts';

/** SQLite's calls come from the main thread, those for blobs from the one of files. */
const groups = ['metadata', 'blobs'] as const;

/** One call of the undisturbed run, and what happens in it. */
export interface FaultPoint {
  readonly call: StorageCall;
  readonly group: (typeof groups)[number];
  readonly number: number;
  readonly fault: string;
  /** Also in all calls after it. */
  readonly forEver: boolean;
}

/** The errors that a call can have, besides being the last thing that the process does. */
const errors: Readonly<Record<StorageCall, readonly string[]>> = {
  openat: ['EMFILE', 'EACCES', 'ENOSPC', 'EIO'],
  pwrite64: ['ENOSPC', 'EIO'],
  fdatasync: ['EIO'],
  fsync: ['EIO'],
  ftruncate: ['EIO'],
  rename: ['ENOSPC', 'EACCES', 'EIO'],
  unlink: ['EACCES', 'EIO'],
};

/** The files in the folder that a call of a trace was about, from the folder on. */
function pathsIn(trace: string, folder: string, call: StorageCall): string[] {
  return trace
    .split('\n')
    .filter((line) => new RegExp(`(^|\\] )${call}\\(`).test(line))
    .flatMap((line) => {
      const found = new RegExp(`[<"]${folder}(/[^">]*)?[">]`).exec(line);
      return found === null ? [] : [(found[1] ?? '').slice(1)];
    });
}

const isMetadata = (path: string) => path.startsWith('metadata.sqlite');

/** What the undisturbed run did: everything that can go wrong in it. */
export class FaultPoints {
  readonly all: readonly FaultPoint[];
  readonly #paths: readonly string[];

  constructor(trace: string, folder: string) {
    const byCall = storageCalls.map((call) => ({ call, paths: pathsIn(trace, folder, call) }));
    this.#paths = [...new Set(byCall.flatMap(({ paths }) => paths))];
    this.all = byCall.flatMap(({ call, paths }) =>
      groups.flatMap((group) => {
        const count = paths.filter((path) => isMetadata(path) === (group === 'metadata')).length;
        const faults = ['signal=SIGKILL', ...errors[call].map((error) => `error=${error}`)];
        return Array.from({ length: count }, (_, index) => index + 1).flatMap((number) =>
          faults.flatMap((fault) => {
            const point = { call, group, number, fault };
            const lasts = fault === 'error=ENOSPC' || fault === 'error=EMFILE';
            const once = { ...point, forEver: false };
            return lasts ? [once, { ...point, forEver: true }] : [once];
          }),
        );
      }),
    );
  }

  injection({ call, group, number, fault, forEver }: FaultPoint, folder: string): Injection {
    const paths = this.#paths
      .filter((path) => isMetadata(path) === (group === 'metadata'))
      .map((path) => join(folder, path));
    return { call, fault, when: forEver ? `${number}+` : String(number), paths };
  }
}

export function describePoint({ call, group, number, fault, forEver }: FaultPoint): string {
  return `${fault} at ${call} ${number}${forEver ? ' and all later ones' : ''} (${group})`;
}
