import type { ConsoleSessionStore, StoredSession } from '../../console-sessions.ts';
import type { Database } from './database.ts';

interface SessionRow {
  readonly session_id: string;
  readonly method: StoredSession['method'];
  readonly account_id: string;
  readonly principal_id: string;
  readonly access_key_id: string;
  readonly signed_in_ms: number;
  readonly last_used_ms: number;
  readonly expires_ms: number;
}

function sessionOf(row: SessionRow): StoredSession {
  return {
    sessionId: row.session_id,
    method: row.method,
    accountId: row.account_id,
    principalId: row.principal_id,
    accessKeyId: row.access_key_id,
    signedInAtMs: row.signed_in_ms,
    lastUsedAtMs: row.last_used_ms,
    expiresAtMs: row.expires_ms,
  };
}

/** The console sessions of an SQLite database. */
export function sqliteConsoleSessions(database: Database): ConsoleSessionStore {
  const select = database.query<SessionRow>('SELECT * FROM console_sessions WHERE session_id = ?');
  const purge = database.command('DELETE FROM console_sessions WHERE expires_ms <= ?');
  const insert = database.command(
    'INSERT INTO console_sessions (session_id, method, account_id, principal_id, access_key_id, ' +
      'signed_in_ms, last_used_ms, expires_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const touch = database.command(
    'UPDATE console_sessions SET last_used_ms = ? WHERE session_id = ?',
  );
  const remove = database.command('DELETE FROM console_sessions WHERE session_id = ?');
  return {
    add: (session) =>
      database.write(() => {
        purge.run(session.signedInAtMs);
        insert.run(
          session.sessionId,
          session.method,
          session.accountId,
          session.principalId,
          session.accessKeyId,
          session.signedInAtMs,
          session.lastUsedAtMs,
          session.expiresAtMs,
        );
      }),
    get: async (sessionId) => {
      const row = select.get(sessionId);
      return row && sessionOf(row);
    },
    touch: (sessionId, atMs) => database.write(() => void touch.run(atMs, sessionId)),
    remove: (sessionId) => database.write(() => void remove.run(sessionId)),
  };
}
