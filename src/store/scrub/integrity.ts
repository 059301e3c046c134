import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/**
 * SQLite's check of its own file, in a thread: it reads all of it, and must not hold requests up.
 * It finds broken pages and indexes that differ from their tables, and not a changed character in
 * a column without an index.
 * @returns what it found; nothing where all is well
 */
export function checkIntegrity(path: string): Promise<string[]> {
  const file = new URL(`./integrity-thread${extname(import.meta.url)}`, import.meta.url);
  const thread = new Worker(file, { workerData: path });
  return new Promise((resolve, reject) => {
    thread.once('message', (problems: string[]) => resolve(problems));
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the check of the database ended early')));
  });
}
