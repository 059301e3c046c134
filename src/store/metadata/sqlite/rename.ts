import type { RenameObject, RenameResult, RenameToken } from '../../objects.ts';
import type { Clock } from '../../surroundings.ts';
import type { Database } from './database.ts';
import type { VersionChain } from './version-chain.ts';

/** How long a token is remembered: longer than any client retries. */
const tokenLifeMs = 24 * 60 * 60 * 1000;

export interface RenameTables {
  readonly database: Database;
  readonly chain: VersionChain;
  readonly clock: Clock;
}

/** Called within a write. */
export function renameObject(tables: RenameTables, input: RenameObject): RenameResult {
  const { database, chain } = tables;
  const { bucketId, source, target, token } = input;
  const bucket = database
    .query<{ readonly versioning: string }>('SELECT versioning FROM buckets WHERE id = ?')
    .get(bucketId);
  if (bucket === undefined) return 'no-such-bucket';
  if (bucket.versioning !== 'Unversioned') return 'has-versions';
  const found = chain.current(bucketId, source.key);
  const covered = chain.current(bucketId, target.key);
  if (found?.sequence !== source.sequence || covered?.sequence !== target.sequence) {
    return 'changed';
  }
  if (token !== undefined && !remember(tables, bucketId, token)) return 'changed';
  // What the name had goes, and the sequence of the name goes on.
  const { sequence } = chain.advance(bucketId, target.key, 0, 'replace-null');
  const encryption = input.encryption === undefined ? null : JSON.stringify(input.encryption);
  database
    .command(
      'UPDATE objects SET key = ?, sequence = ?, encryption = ? WHERE bucket = ? AND key = ?',
    )
    .run(target.key, sequence, encryption, bucketId, source.key);
  return 'renamed';
}

/** @returns false where the token was used meanwhile */
function remember({ database, clock }: RenameTables, bucketId: number, token: RenameToken) {
  const nowMs = clock();
  database.command('DELETE FROM rename_tokens WHERE renamed_ms < ?').run(nowMs - tokenLifeMs);
  const inserted = database
    .command(
      `INSERT INTO rename_tokens (bucket, token, request, renamed_ms) VALUES (?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    )
    .run(bucketId, token.name, token.request, nowMs);
  return inserted === 1;
}

/** What was asked for with a token. */
export function renamedWith(
  { database, clock }: RenameTables,
  bucketId: number,
  token: string,
): string | undefined {
  return database
    .query<{ readonly request: string }>(
      'SELECT request FROM rename_tokens WHERE bucket = ? AND token = ? AND renamed_ms >= ?',
    )
    .get(bucketId, token, clock() - tokenLifeMs)?.request;
}
