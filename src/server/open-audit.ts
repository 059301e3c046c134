import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type AuditLog, openAuditLog } from '../audit/audit-log.ts';
import type { Configuration } from './configuration.ts';
import type { Log } from './log.ts';
import { StartFailure } from './start-failure.ts';

/** The folder of the audit records. */
export function auditFolderOf({
  data,
  auditFolder,
}: Pick<Configuration, 'data' | 'auditFolder'>): string {
  return auditFolder ?? join(data, 'audit');
}

/**
 * The audit records of this process; undefined where they are off.
 * @throws StartFailure where the folder cannot be used: who asked for records does not go without
 */
export function openAudit(
  configuration: Pick<Configuration, 'data' | 'audit' | 'auditFolder'>,
  log: Log,
): AuditLog | undefined {
  if (configuration.audit === 'off') return undefined;
  const folder = auditFolderOf(configuration);
  // Process ids come again, so a random part tells two of them apart.
  const writer = `${process.pid}-${randomBytes(6).toString('hex')}`;
  try {
    return openAuditLog({ folder, writer, clock: Date.now, warn: log.warn });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartFailure(`the audit folder ${folder} cannot be used: ${reason}`);
  }
}
