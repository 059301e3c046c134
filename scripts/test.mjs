// `npm test [-- --extended] [files...]`: types, style and every test; the last line on standard
// output is `N passed, N failed`. The compiler and the linter count as one test each.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { childEnvironment, compileCache, ensureInstalled, node, root, run } from './toolchain.mjs';

const testFolders = ['src', 'test', 'bench', 'console/src'];

/** A private workspace with packages of its own; its tests are extended, where it is installed. */
const oracle = 'oracle';

/**
 * The operations, in each way to reach them: how buckets are addressed, and what the connection
 * speaks. In these runs all files share a process and most of them a server: a file of its own
 * spends more time on its start than on its tests.
 */
const conformance = {
  s3: ['test/conformance/s3'],
  all: ['s3', 'iam', 'sts', 'kms', 'cloudtrail'].map((service) => `test/conformance/${service}`),
};
const accessRuns = [
  { access: 'path+http', folders: conformance.all },
  { access: 'virtual+https', folders: conformance.s3 },
  { access: 'path+https', folders: conformance.all, extended: true },
  { access: 'virtual+http', folders: conformance.s3, extended: true },
];
const isOperationTest = (file) =>
  conformance.all.some((folder) => file.startsWith(join(folder, '/')));

/** What the extended run asks of the tests that take their size from the environment. */
const extendedEnvironment = {
  STRONGROOM_EXTENDED_TESTS: '1',
  STRONGROOM_DIFFERENTIAL_CASES: process.env.STRONGROOM_DIFFERENTIAL_CASES ?? '1000000',
};

/** Every test file under a folder, as a path from the repository; extended ones only when asked. */
function testFiles(folder, extended) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .filter((entry) => !(entry.parentPath ?? entry.path).includes('node_modules'))
    .filter((entry) => extended || !entry.name.endsWith('.extended.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** Whether the oracle takes part: in extended runs, when its packages are there. */
function withOracle(extended) {
  if (!extended) return false;
  const installed = existsSync(join(root, oracle, 'node_modules'));
  if (!installed)
    console.log(`${oracle}/ is not installed and stays out (npm ci --prefix ${oracle})`);
  return installed;
}

/** Run the checks of the whole tree; each is one test. */
async function runChecks(oracleToo) {
  const checks = [
    ['the types hold (tsc --noEmit)', 'tsc', ['--noEmit']],
    // Declarations are emitted only by the build, and can fail where the check does not.
    ['the package builds', process.execPath, [join(root, 'scripts', 'build.mjs')]],
    ['the types of the console hold', 'tsc', ['--noEmit', '-p', 'console']],
    ['the console builds', process.execPath, [join(root, 'scripts', 'build-console.mjs')]],
    ['the style holds (biome check)', 'biome', ['check', '.']],
  ];
  if (oracleToo) checks.push(['the types of the oracle hold', 'tsc', ['--noEmit', '-p', oracle]]);
  let failed = 0;
  for (const [name, command, args] of checks) {
    const code = await run(command, args);
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name}`);
    if (code !== 0) failed += 1;
  }
  return { passed: checks.length - failed, failed };
}

/**
 * Run test files under Node 24. A runner that dies without a result counts as one failure.
 * @param access how the harness of test/conformance reaches its servers; all files share a process
 */
function runTests(files, extended, access) {
  return new Promise((resolveResult) => {
    const environment = {
      NODE_COMPILE_CACHE: compileCache,
      ...(extended ? extendedEnvironment : {}),
      ...(access === undefined ? {} : { STRONGROOM_TEST_ACCESS: access }),
    };
    const options = access === undefined ? [] : ['--one-process'];
    const runner = spawn(node, [join(root, 'scripts', 'run-tests.mjs'), ...options, ...files], {
      cwd: root,
      env: childEnvironment(environment),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let result = { passed: 0, failed: 1 };
    runner.on('message', (message) => {
      result = message;
    });
    runner.once('close', () => resolveResult(result));
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => runner.kill(signal));
  });
}

/** The tests of the operations in every way of access, all at once, and a line for each way. */
async function runAccessRuns(extended) {
  const runs = accessRuns.filter((run) => extended || !run.extended);
  const results = await Promise.all(
    runs.map(({ access, folders }) => {
      const files = folders.flatMap((folder) => testFiles(folder, extended));
      return runTests(files, extended, access);
    }),
  );
  for (const [index, { passed, failed }] of results.entries()) {
    console.log(`operations by ${runs[index].access}: ${passed} passed, ${failed} failed`);
  }
  return results;
}

const args = process.argv.slice(2);
const extended =
  args.includes('--extended') || args.some((arg) => arg.endsWith('.extended.test.ts'));
const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--extended');
if (unknown !== undefined) {
  console.error(`Unknown option ${unknown}. Usage: npm test [-- --extended] [files...]`);
  process.exit(2);
}
const named = args.filter((arg) => !arg.startsWith('-')).map((arg) => relative(root, resolve(arg)));

await ensureInstalled();
const oracleToo = withOracle(extended);
const folders = oracleToo ? [...testFolders, oracle] : testFolders;
const checks = named.length > 0 ? { passed: 0, failed: 0 } : await runChecks(oracleToo);
const found = folders
  .flatMap((folder) => testFiles(folder, extended))
  .filter((file) => !isOperationTest(file));
const results = [checks, await runTests(named.length > 0 ? named : found, extended)];
if (named.length === 0) results.push(...(await runAccessRuns(extended)));
const sum = (what) => results.reduce((total, result) => total + result[what], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
