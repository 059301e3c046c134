import { spawnSync } from 'node:child_process';

/** Whether a program is there; root on Debian gets it from the package that has it. */
export function installed(program: string, debianPackage: string): boolean {
  const isThere = () => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
  if (isThere()) return true;
  const installable = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (installable) {
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', debianPackage]);
  }
  return isThere();
}
