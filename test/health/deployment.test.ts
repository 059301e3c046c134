import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const repository = join(import.meta.dirname, '../..');
const unit = readFileSync(join(repository, 'deploy/strongroom.service'), 'utf8');
const containerFile = readFileSync(join(repository, 'deploy/Containerfile'), 'utf8');

const help = spawnSync(process.execPath, [join(repository, 'src/cli/main.ts'), 'serve', '--help'], {
  encoding: 'utf8',
}).stdout;

const analyzer = '/usr/bin/systemd-analyze';

/** The unit with a program that is there, as `systemd-analyze` looks for it. */
function withUnit<T>(use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-unit-'));
  const path = join(folder, 'strongroom.service');
  writeFileSync(path, unit.replace('/usr/bin/strongroom', '/bin/true'));
  try {
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the unit and the container file start the server with options that it has', () => {
  const options = [
    ...(/^ExecStart=((?:.*\\\n)*.*)$/m.exec(unit)?.[1]?.matchAll(/--[a-z-]+/g) ?? []),
    ...(/^CMD ((?:.*\\\n)*.*)$/m.exec(containerFile)?.[1]?.matchAll(/--[a-z-]+/g) ?? []),
  ].map(([option]) => option);
  assert.ok(options.length >= 8, options.join());
  for (const option of new Set(options)) assert.ok(help.includes(option), option);
});

test('the key is kept apart from the data, and nothing runs as root', () => {
  assert.match(unit, /--data \/var\/lib\/strongroom \\\n/);
  assert.match(unit, /--master-key-file \/var\/lib\/strongroom-keys\/master\.key \\\n/);
  assert.match(unit, /^User=strongroom$/m);
  assert.match(unit, /^CapabilityBoundingSet=$/m);
  assert.match(containerFile, /^USER 10001:10001$/m);
  assert.ok(containerFile.indexOf('USER ') < containerFile.indexOf('ENTRYPOINT'));
  assert.match(containerFile, /"--data", "\/data", "--master-key-file", "\/keys\/master\.key"/);
});

test('systemd takes the unit without a complaint, and finds little exposed', () => {
  // Where there is no systemd, its rules for a unit's form still hold.
  for (const line of unit.split('\n')) assert.match(line, /^(#.*|\[\w+\]|\w+=.*| {4}--.*|)$/);
  if (!existsSync(analyzer)) return;
  withUnit((path) => {
    const verified = spawnSync(analyzer, ['verify', path], { encoding: 'utf8' });
    assert.equal(verified.stderr, '');
    assert.equal(verified.status, 0);
    const options = ['security', '--offline=true', '--threshold=20', path];
    const judged = spawnSync(analyzer, options, { encoding: 'utf8' });
    assert.equal(judged.status, 0, judged.stdout);
  });
});
