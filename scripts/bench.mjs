// `npm run bench [-- options]`: install what is missing and run the benchmarks under Node 26.
import { join } from 'node:path';
import { ensureInstalled, node, root, run } from './toolchain.mjs';

await ensureInstalled();
process.exitCode = await run(node, [join(root, 'bench', 'main.ts'), ...process.argv.slice(2)]);
