import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { checkLine } from './chain.ts';

/** `2026-11-21.4242-a1b2c3d4e5f6.jsonl`: a day, and the process that wrote. */
const namePattern = /^(\d{4}-\d{2}-\d{2})\.([0-9a-z-]{1,64})\.jsonl$/;

export interface AuditFileName {
  readonly name: string;
  /** In UTC. */
  readonly day: string;
  readonly writer: string;
}

/** The name of the file of a day and a writer. */
export function auditFileName(day: string, writer: string): string {
  return `${day}.${writer}.jsonl`;
}

/** Reads a file's name; undefined for files that are none of ours. */
export function parseAuditFileName(name: string): AuditFileName | undefined {
  const [, day, writer] = namePattern.exec(name) ?? [];
  return day === undefined || writer === undefined ? undefined : { name, day, writer };
}

/** The audit files of a folder, oldest day first; none where there is no such folder. */
export function auditFiles(folder: string): AuditFileName[] {
  try {
    return readdirSync(folder)
      .flatMap((name) => parseAuditFileName(name) ?? [])
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** The end of a chain as others refer to it. */
export interface ChainHead {
  readonly file: string;
  readonly hash: string;
}

/** Longer than any line. */
const lastBytes = 1024 * 1024;

/** The hash of a file's last whole line; undefined where it has none. */
export function readHead(folder: string, file: string): ChainHead | undefined {
  const descriptor = openSync(join(folder, file), 'r');
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.alloc(Math.min(size, lastBytes));
    readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
    const lines = bytes.toString('utf8').split('\n').slice(0, -1);
    for (const line of lines.reverse()) {
      const checked = checkLine(line);
      if (checked.ok) return { file, hash: checked.hash };
    }
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}
