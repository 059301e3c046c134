import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, 'hurt-process.ts');
const deadlineMs = 60_000;

/** The calls that storage is made of. */
export const storageCalls = [
  'openat',
  'pwrite64',
  'fdatasync',
  'fsync',
  'ftruncate',
  'rename',
  'unlink',
] as const;
export type StorageCall = (typeof storageCalls)[number];

export interface Injection {
  readonly call: StorageCall;
  /** `signal=SIGKILL` or `error=EIO`. */
  readonly fault: string;
  /** At the so-many-th call; with a plus also at all later ones. */
  readonly when: string;
  /** Calls on other files do not count. */
  readonly paths: readonly string[];
}

export interface HurtRun {
  readonly lines: readonly string[];
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly trace: string;
}

/** @throws where this machine has no strace */
export function requireStrace(): void {
  if (spawnSync('strace', ['-V']).status === 0) return;
  throw new Error('These tests need strace: apt-get install strace');
}

/** Runs the process of the tests in a folder, with a fault or, without one, with a trace. */
export function runHurt(folder: string, injection?: Injection): Promise<HurtRun> {
  const what =
    injection === undefined
      ? [`-etrace=${storageCalls.join(',')}`, '-y']
      : [
          `-etrace=${injection.call}`,
          `-einject=${injection.call}:${injection.fault}:when=${injection.when}`,
          ...injection.paths.flatMap((path) => ['-P', path]),
        ];
  // One thread for files, so that the order of calls is the same in each run.
  const environment = { ...process.env, UV_THREADPOOL_SIZE: '1' };
  const traced = ['-f', '-qq', ...what, process.execPath, script, folder];
  const child = spawn('strace', traced, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { out: '', trace: '' };
  child.stdout.on('data', (text) => {
    printed.out += text;
  });
  child.stderr.on('data', (text) => {
    printed.trace += text;
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      const lines = printed.out.split('\n').filter((line) => line !== '');
      resolve({ lines, code, signal, trace: printed.trace });
    });
  });
}
