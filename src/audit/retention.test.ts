import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { auditFileName } from './audit-files.ts';
import { removeAuditFiles } from './retention.ts';

const folder = mkdtempSync(join(tmpdir(), 'audit-retention-'));
after(() => rmSync(folder, { recursive: true }));
const nowMs = Date.parse('2026-05-10T12:00:00Z');
const fileOf = (day: string) => auditFileName(day, '1-abc');

describe('the retention of audit files', () => {
  test('takes days that ended before the time, and nothing else', async () => {
    const days = ['2026-05-01', '2026-05-08', '2026-05-09', '2026-05-10'];
    for (const name of [...days.map(fileOf), 'notes.txt']) writeFileSync(join(folder, name), '');
    assert.equal(await removeAuditFiles(folder, Date.parse('2026-05-09T12:00:00Z'), nowMs), 2);
    const left = [fileOf('2026-05-09'), fileOf('2026-05-10'), 'notes.txt'];
    assert.deepEqual(readdirSync(folder).sort(), left);
  });

  test('never takes a file of today', async () => {
    assert.equal(await removeAuditFiles(folder, Number.POSITIVE_INFINITY, nowMs), 1);
    assert.deepEqual(readdirSync(folder).sort(), [fileOf('2026-05-10'), 'notes.txt']);
  });

  test('finds nothing where there is no folder', async () => {
    assert.equal(await removeAuditFiles(join(folder, 'none'), nowMs, nowMs), 0);
  });
});
