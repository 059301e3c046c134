#!/usr/bin/env node
// The command of the package. It runs on any Node from 18 on, and starts the program with the Node
// that the `node` package of the registry brought when the running one is too old for it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const oldestNode = 24;
const forwardedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'];
const root = fileURLToPath(new URL('..', import.meta.url));

const built = join(root, 'dist', 'cli', 'main.js');
// A checkout without a build runs from source: Node strips the types since 22.18.
const entry = existsSync(built) ? built : join(root, 'src', 'cli', 'main.ts');

if (Number(process.versions.node.split('.')[0]) >= oldestNode) {
  await import(pathToFileURL(entry).href);
} else {
  const node = bundledNode();
  if (node === undefined) {
    console.error(
      `strongroom: Node ${oldestNode} or later is needed, this is ${process.version}, and the ` +
        'package `node` that brings it is not installed. Run `npm install`, with scripts allowed.',
    );
    process.exit(1);
  }
  runWith(node);
}

/** The executable of the `node` package, in this package's node_modules or hoisted above it. */
function bundledNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  try {
    const found = createRequire(import.meta.url).resolve('node/package.json');
    const executable = join(dirname(found), 'bin', name);
    return existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

function runWith(node) {
  const quiet = '--disable-warning=ExperimentalWarning';
  // The channel tells the program when this process was killed: it must not outlive it.
  const child = spawn(node, [quiet, entry, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, STRONGROOM_LAUNCHED: 'true' },
  });
  for (const signal of forwardedSignals) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    console.error(`strongroom: ${node} cannot be started: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const forwarded of forwardedSignals) process.removeAllListeners(forwarded);
    process.kill(process.pid, signal);
    // A signal that does not end this process leaves the shell's convention.
    setTimeout(() => process.exit(1), 100);
  });
}
