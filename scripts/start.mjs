// `npm start`: install what is missing, build what is stale, and serve with the arguments given.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { childEnvironment, ensureBuilt, ensureInstalled, root } from './toolchain.mjs';

const parentCheckMs = 1000;

await ensureInstalled();
await ensureBuilt();

const entry = join(root, 'bin', 'strongroom.js');
const server = spawn(process.execPath, [entry, 'serve', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: childEnvironment(),
});

// A terminal sends Ctrl-C to the whole group; service managers signal this process alone, or npm,
// which hands the signal on because package.json has no shell between it and this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => server.kill(signal));
}
// An npm that was killed can hand nothing on: the server ends with it and frees its address.
if (process.env.npm_lifecycle_event === 'start') {
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== npm) server.kill('SIGTERM');
  }, parentCheckMs);
  watch.unref();
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
