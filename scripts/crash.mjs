// `npm run test:crash [-- --kills N] [--seed N]`: the crash test alone, with a line for each kill. A
// seed repeats the operations and the delays.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { childEnvironment, compileCache, ensureInstalled, node, root, run } from './toolchain.mjs';

const usage = 'Usage: npm run test:crash [-- --kills N] [--seed N]';

function count(text) {
  if (text === undefined || /^\d{1,9}$/.test(text)) return text;
  console.error(`"${text}" is not a number. ${usage}`);
  process.exit(2);
}

let values;
try {
  values = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } }).values;
} catch (error) {
  console.error(`${error.message}. ${usage}`);
  process.exit(2);
}
const kills = count(values.kills) ?? '100';
const seed = count(values.seed) ?? String(Date.now() % 1_000_000_000);
await ensureInstalled();
const main = join(root, 'test', 'crash', 'main.ts');
const env = childEnvironment({ NODE_COMPILE_CACHE: compileCache });
process.exitCode = await run(node, [main, kills, seed], { env });
