// `npm start`: install what is missing, build what is stale, and serve with the arguments given.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { childEnvironment, ensureBuilt, ensureInstalled, root } from './toolchain.mjs';

await ensureInstalled();
await ensureBuilt();

const entry = join(root, 'bin', 'strongroom.js');
const server = spawn(process.execPath, [entry, 'serve', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: childEnvironment(),
});

// A terminal sends Ctrl-C to the whole group; service managers signal this process alone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => server.kill(signal));
}
server.once('error', (error) => {
  console.error(`The server could not be started: ${error.message}`);
  process.exit(1);
});
server.once('close', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
