import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What changes by itself: when keys were used, which process does which job, and what it read. */
const restless = new Set(['access_key_uses', 'service_uses', 'password_uses', 'jobs', 'scrubs']);

/** Every row of every table of a data folder, and the names of its files. */
export function contentsOf(dataFolder: string, database: string): string {
  const open = new DatabaseSync(join(dataFolder, database), { readOnly: true });
  try {
    const tables = open.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    const names = tables.map(({ name }) => String(name)).filter((name) => !restless.has(name));
    const rows = names.sort().map((name) => [name, open.prepare(`SELECT * FROM "${name}"`).all()]);
    const files = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' });
    const kept = files.filter((name) => !/-(wal|shm)$|^audit/.test(name)).sort();
    return JSON.stringify([rows, kept], (_name, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
  } finally {
    open.close();
  }
}
