import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

test('V8 knows what it is told about optimizing sooner, and complains of nothing', () => {
  const file = new URL('./optimize-sooner.ts', import.meta.url).href;
  const program = `import { optimizeSooner } from '${file}'; optimizeSooner();`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program],
    { encoding: 'utf8' },
  );
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: '', stderr: '' });
});
