import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { auditFiles } from './audit-files.ts';

const dayMs = 86_400_000;

/**
 * Removes the audit files of days that ended before that time. Files of today stay whatever is
 * asked, because somebody writes them. Verification then notes that they are gone.
 * @returns how many were removed
 */
export async function removeAuditFiles(
  folder: string,
  beforeMs: number,
  nowMs: number,
): Promise<number> {
  const old = auditFiles(folder).filter(({ day }) => {
    const endMs = Date.parse(`${day}T00:00:00Z`) + dayMs;
    return endMs <= beforeMs && endMs <= nowMs;
  });
  for (const { name } of old) await rm(join(folder, name), { force: true });
  return old.length;
}
