// Runs test files under Node 24 and prints a line a file, every failure in full, and what was
// skipped. With --one-process all files share one. Sends `{ passed, failed }` to the process that
// started it. Not called by hand: see test.mjs.
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';

/** Each file is a process and many start a server of their own: more than this only adds noise. */
const maxConcurrency = 2;
/**
 * Of a file. The tutorials start the AWS CLI some hundred times, each a second on a busy machine;
 * a million sequences of the model take two hours.
 */
const testTimeoutMs = process.env.STRONGROOM_EXTENDED_TESTS === '1' ? 10_800_000 : 420_000;

const args = process.argv.slice(2);
const oneProcess = args[0] === '--one-process';
const files = oneProcess ? args.slice(1) : args;
const counts = { passed: 0, failed: 0 };
const skipped = [];
const byFile = new Map();

function tally(file) {
  const entry = byFile.get(file) ?? { passed: 0, failed: 0, printed: [] };
  byFile.set(file, entry);
  return entry;
}

/** A suite is a frame for tests and fails with them: counting it would count failures twice. */
function isSuite(data) {
  return data.details?.type === 'suite';
}

/** The runner wraps what was thrown, and what was thrown may have causes of its own. */
function describeError(error) {
  const texts = [];
  for (let thrown = error?.cause ?? error; thrown != null; thrown = thrown.cause) {
    texts.push(typeof thrown === 'string' ? thrown : (thrown.stack ?? inspect(thrown)));
  }
  return texts.join('\ncaused by ').replaceAll(/\n +at [^\n]*node:[^\n]*/g, '');
}

const stream = run({
  files,
  ...(oneProcess
    ? { isolation: 'none' }
    : {
        concurrency: Math.min(maxConcurrency, availableParallelism()),
        timeout: testTimeoutMs,
        execArgv: ['--disable-warning=ExperimentalWarning'],
      }),
});

// Files of their own process are ended by the runner; without a result this one counts as failed.
if (oneProcess) setTimeout(() => process.exit(1), testTimeoutMs).unref();

stream.on('test:pass', (data) => {
  if (isSuite(data)) return;
  if (data.skip !== undefined || data.todo !== undefined) {
    skipped.push(`${relative('.', data.file ?? '')}: ${data.name}`);
    return;
  }
  counts.passed += 1;
  tally(data.file).passed += 1;
});

stream.on('test:fail', (data) => {
  const onlyFrames = data.details?.error?.failureType === 'subtestsFailed';
  if (onlyFrames || (isSuite(data) && data.details?.error?.failureType !== 'hookFailed')) return;
  counts.failed += 1;
  tally(data.file ?? data.name).failed += 1;
  const place = `${relative('.', data.file ?? data.name)}:${data.line ?? 1}`;
  console.log(`FAIL ${data.name}\n     at ${place}`);
  console.log(describeError(data.details?.error).replace(/^/gm, '     '));
});

stream.on('test:stderr', (data) => process.stderr.write(data.message));

stream.on('test:summary', (data) => {
  if (data.file === undefined) return;
  const entry = tally(data.file);
  const word = entry.failed > 0 || !data.success ? 'FAIL' : 'ok  ';
  const parts = [`${entry.passed} passed`, ...(entry.failed > 0 ? [`${entry.failed} failed`] : [])];
  const seconds = (data.duration_ms / 1000).toFixed(1);
  console.log(`${word} ${relative('.', data.file)} (${parts.join(', ')}, ${seconds} s)`);
});

/** Where files share a process, each has no end of its own to be told at. */
function printSharedFiles() {
  for (const [file, { passed, failed }] of byFile) {
    const word = failed > 0 ? 'FAIL' : 'ok  ';
    console.log(`${word} ${relative('.', file ?? '')} (${passed} passed, ${failed} failed)`);
  }
}

stream.on('end', () => {
  if (oneProcess) printSharedFiles();
  for (const name of skipped) console.log(`skip ${name}`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
  process.send?.(counts, () => process.disconnect?.());
});
stream.resume();
