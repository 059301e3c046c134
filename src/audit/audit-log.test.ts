import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { auditFiles } from './audit-files.ts';
import { type AuditLog, openAuditLog } from './audit-log.ts';
import { verifyAudit } from './verify.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-audit-'));
after(() => rmSync(root, { recursive: true }));

const dayMs = 86_400_000;
const startMs = Date.parse('2026-11-21T12:00:00Z');
let folders = 0;

/** A folder of its own, a clock that the test moves, and the warnings. */
function place() {
  const folder = join(root, String(folders++));
  const warnings: string[] = [];
  const clock = { nowMs: startMs };
  const open = (writer: string, queueLimit?: number): AuditLog =>
    openAuditLog({
      folder,
      writer,
      clock: () => clock.nowMs,
      warn: (message) => void warnings.push(message),
      ...(queueLimit === undefined ? {} : { queueLimit }),
    });
  return { folder, warnings, clock, open };
}

const record = (number: number) => ({ eventVersion: '1.11', number });

async function written(folder: string, open: (writer: string) => AuditLog, count: number) {
  const log = open('1-a');
  for (let number = 0; number < count; number++) log.record(record(number));
  await log.close();
  const [file] = auditFiles(folder);
  assert.ok(file);
  const path = join(folder, file.name);
  return { path, file: file.name, lines: readFileSync(path, 'utf8').trimEnd().split('\n') };
}

describe('the audit records', () => {
  test('are lines of JSON in the order of recording, in a file for their owner alone', async () => {
    const { folder, open } = place();
    const { path, file, lines } = await written(folder, open, 3);
    assert.equal(file, '2026-11-21.1-a.jsonl');
    assert.equal(statSync(path).mode & 0o777, 0o600);
    const records = lines.map((line) => JSON.parse(line));
    assert.deepEqual(
      records.map(({ strongroomAudit, number }) => strongroomAudit ?? number),
      ['start', 0, 1, 2, 'end'],
    );
    assert.deepEqual(await verifyAudit(folder), { files: 1, records: 3, problems: [] });
  });

  test('begin a new file each day, which refers to the one before', async () => {
    const { folder, clock, open } = place();
    const log = open('1-a');
    log.record(record(1));
    clock.nowMs += dayMs;
    log.record(record(2));
    await log.close();
    assert.equal(readdirSync(folder).length, 2);
    assert.deepEqual((await verifyAudit(folder)).problems, []);
  });

  test('of two processes are two chains, and both hold', async () => {
    const { folder, open } = place();
    const logs = [open('1-a'), open('2-b')];
    for (let number = 0; number < 100; number++) logs[number % 2]?.record(record(number));
    await Promise.all(logs.map((log) => log.close()));
    assert.deepEqual(await verifyAudit(folder), { files: 2, records: 100, problems: [] });
  });

  test('that find no room are counted in a line of their own, and warned of once', async () => {
    const { folder, warnings, open } = place();
    const log = open('1-a', 600);
    for (let number = 0; number < 50; number++) log.record(record(number));
    await log.flush();
    log.record(record(50));
    await log.close();
    const { problems, records } = await verifyAudit(folder);
    const lost = Number(/(\d+) records were lost/.exec(problems[0]?.message ?? '')?.[1]);
    assert.equal(records + lost, 51);
    assert.ok(lost > 0 && warnings.length === 1);
    assert.equal(problems[0]?.severity, 'note');
  });
});

describe('verify finds', () => {
  const edits: readonly (readonly [string, (lines: string[]) => string[], RegExp])[] = [
    [
      'a changed record',
      (l) => l.map((line) => line.replace('"number":1', '"number":7')),
      /changed/,
    ],
    ['a removed line', (l) => l.toSpliced(2, 1), /lines before this one were removed/],
    ['two lines in another order', (l) => l.toSpliced(2, 2, l[3] ?? '', l[2] ?? ''), /removed, or/],
    ['a line that was put in', (l) => l.toSpliced(2, 0, l[2] ?? ''), /removed, or put in/],
    ['a line of something else', (l) => l.toSpliced(2, 0, '{"eventVersion":"1.11"}'), /no place/],
    ['a removed beginning', (l) => l.slice(1), /removed, or put in/],
  ];
  for (const [what, edit, expected] of edits) {
    test(what, async () => {
      const { folder, open } = place();
      const { path, lines } = await written(folder, open, 4);
      writeFileSync(path, `${edit(lines).join('\n')}\n`);
      const broken = (await verifyAudit(folder)).problems.filter(
        (one) => one.severity === 'broken',
      );
      assert.match(broken[0]?.message ?? '', expected);
      assert.ok((broken[0]?.line ?? 0) > 0);
    });
  }

  test('a cut end, once something was started after it', async () => {
    const { folder, open } = place();
    const { path, lines } = await written(folder, open, 4);
    await open('2-b').close();
    writeFileSync(path, `${lines.slice(0, -2).join('\n')}\n`);
    const broken = (await verifyAudit(folder)).problems.filter((one) => one.severity === 'broken');
    assert.match(broken[0]?.message ?? '', /does not reach as far as it did/);
  });

  test('a deleted file that others refer to; an old one that is no longer kept is a note', async () => {
    const { folder, clock, open } = place();
    const { path, file } = await written(folder, open, 1);
    clock.nowMs += dayMs;
    await open('2-b').close();
    rmSync(path);
    const [problem] = (await verifyAudit(folder)).problems;
    assert.deepEqual([problem?.severity, problem?.file], ['note', file]);
    const again = await written(folder, (writer) => open(`${writer}a`), 1);
    await open('3-c').close();
    rmSync(again.path);
    const broken = (await verifyAudit(folder)).problems.filter((one) => one.severity === 'broken');
    assert.match(broken[0]?.message ?? '', /is not there, but \S+ refers to it/);
  });

  test('a file without an end as a note', async () => {
    const { folder, open } = place();
    const log = open('1-a');
    log.record(record(1));
    await log.flush();
    const { problems } = await verifyAudit(folder);
    assert.match(problems[0]?.message ?? '', /has no end: it is being written, or/);
    assert.equal(problems[0]?.severity, 'note');
  });
});
