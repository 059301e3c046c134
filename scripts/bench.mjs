// `npm run bench [-- options]`: install what is missing, build what is stale, and measure under
// Node 24 the server as people run it.
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, node, root, run } from './toolchain.mjs';

await ensureInstalled();
await ensureBuilt();
process.exitCode = await run(node, [join(root, 'bench', 'main.ts'), ...process.argv.slice(2)]);
