import type { RandomBytes } from '../surroundings.ts';

/** Names this process in the ledger: its id, and a token, because process ids come again. */
export function processName(pid: number, randomBytes: RandomBytes): string {
  return `${pid}.${Buffer.from(randomBytes(6)).toString('hex')}`;
}

/** Whether a process of the ledger may still be running. */
export function isAlive(name: string, ownName: string): boolean {
  if (name === ownName) return true;
  const pid = Number.parseInt(name, 10);
  if (pid === Number.parseInt(ownName, 10)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
