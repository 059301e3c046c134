// Bundle the console's page into console/dist, from where the server serves it.
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consoleStamp, ensureInstalled, root, run } from './toolchain.mjs';

await ensureInstalled();
const dist = join(root, 'console', 'dist');
const fresh = join(root, 'console', 'dist.new');

// As with the server's build, a failed one leaves the last good one alone.
const code = await run('vite', ['build', 'console', '--outDir', fresh, '--logLevel', 'warn']);
if (code !== 0) {
  rmSync(fresh, { recursive: true, force: true });
  console.error('The build of the console failed; console/dist is unchanged.');
  process.exit(code);
}
if (existsSync(dist)) rmSync(dist, { recursive: true });
renameSync(fresh, dist);
writeFileSync(consoleStamp, '');
