// Compile src/ into dist/ and copy what the compiler leaves out: generated JSON, SQL and the like.
import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { buildStamp, ensureInstalled, root, run } from './toolchain.mjs';

await ensureInstalled();
const dist = join(root, 'dist');
const fresh = join(root, 'dist.new');

// The build goes to a folder of its own first: a failed one leaves the last good dist alone.
rmSync(fresh, { recursive: true, force: true });
const code = await run('tsc', ['-p', 'tsconfig.build.json', '--outDir', fresh]);
if (code !== 0) {
  rmSync(fresh, { recursive: true, force: true });
  console.error('The build failed; dist/ is unchanged.');
  process.exit(code);
}
cpSync(join(root, 'src'), fresh, {
  recursive: true,
  filter: (source) => !['.ts', '.md'].includes(extname(source)),
});
if (existsSync(dist)) rmSync(dist, { recursive: true });
renameSync(fresh, dist);
writeFileSync(buildStamp, '');
