// What every script needs before it can work: the installed packages, Node 24 and a build. Plain
// JavaScript without dependencies, because it runs on the machine's own Node (20 or later) first.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const binFolder = join(root, 'node_modules', '.bin');

/** The Node that the package brings; scripts start everything else with it. */
export const node = join(root, 'node_modules', 'node', 'bin', 'node');

/** Where compiled code is kept for tests, which start some thousand processes of the same code. */
export const compileCache = join(root, 'node_modules', '.cache', 'node-compile');

/** The environment of a child: the tools of node_modules/.bin come first. */
export function childEnvironment(extra = {}) {
  return { ...process.env, PATH: `${binFolder}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

/**
 * Run a command in the repository to its end.
 * @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: childEnvironment(),
      ...options,
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * The packages that the lock file wants and node_modules lacks or has in another version. Contents
 * are compared, not times: a checkout or a copy changes times and nothing else.
 * @returns {string[]} paths such as `node_modules/yaml`; `['node_modules']` when nothing is there
 */
export function missingPackages(folder = root) {
  const installedLock = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return ['node_modules'];
  const wanted = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages;
  return Object.entries(wanted)
    .filter(([path, entry]) => {
      if (path === '' || entry.link) return false;
      const found = installed[path];
      return found ? found.version !== entry.version : !entry.optional;
    })
    .map(([path]) => path);
}

/** Install what is missing, exactly as the lock file has it. Ends the process where npm fails. */
export async function ensureInstalled() {
  const missing = missingPackages();
  const nodeMissing = !existsSync(node);
  if (missing.length === 0 && !nodeMissing) return;
  const what = missing[0] === 'node_modules' ? 'the packages' : `${missing.length} packages`;
  console.error(`Installing ${nodeMissing ? 'Node 24 and ' : ''}${what} (npm ci) ...`);
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (code !== 0) {
    console.error(`npm ci failed with exit code ${code}. Is the package registry reachable?`);
    process.exit(code);
  }
}

/** The latest modification time of anything in a folder, in milliseconds. */
function newestMs(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce(
    (newest, name) => Math.max(newest, newestMs(join(path, name))),
    stat.mtimeMs,
  );
}

/** What a build is made from. */
const buildInputs = ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];

/** Written last by a build, so that one which was cut short is done again. */
export const buildStamp = join(root, 'dist', '.built');

/** What the console is made from; it reads the policy language and the catalogue. */
const consoleInputs = [
  'console/src',
  'console/index.html',
  'console/package.json',
  'console/vite.config.ts',
  'src/policy',
  'package-lock.json',
];

export const consoleStamp = join(root, 'console', 'dist', '.built');

function isStale(stamp, inputs) {
  if (!existsSync(stamp)) return true;
  const builtMs = statSync(stamp).mtimeMs;
  return inputs.some((path) => newestMs(join(root, path)) > builtMs);
}

export function buildIsStale() {
  return isStale(buildStamp, buildInputs);
}

/**
 * Build what is missing or older than its source. Ends the process where the server's build fails;
 * without a console it says on its page how to build one.
 */
export async function ensureBuilt() {
  const scripts = [];
  if (buildIsStale()) scripts.push('build.mjs');
  if (isStale(consoleStamp, consoleInputs)) scripts.push('build-console.mjs');
  if (scripts.length === 0) return;
  console.error('Building ...');
  const codes = await Promise.all(
    scripts.map((script) => run(process.execPath, [join(root, 'scripts', script)])),
  );
  const code = codes[scripts.indexOf('build.mjs')] ?? 0;
  if (code !== 0) process.exit(code);
}
