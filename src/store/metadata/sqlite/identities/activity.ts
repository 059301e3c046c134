import type { ActivityStore, ServiceAccess, Use } from '../../../identities/activity.ts';
import { done, type IdentityContext } from './context.ts';

/** Uses wait this long to be written together, so that no request pays for an fsync. */
export const activityDelayMs = 5_000;
/** So many different uses are written at once, whatever the time. */
export const activityEntriesLimit = 10_000;

interface KeyUse {
  readonly accessKeyId: string;
  readonly atMs: number;
  readonly service: string;
  readonly region: string;
}

interface PrincipalUse {
  readonly principalId: string;
  readonly service: string;
  /** Empty for the service as a whole. */
  readonly action: string;
  readonly atMs: number;
  readonly region: string;
}

/** The newest of each kind of use that is not written yet. */
interface Remembered {
  readonly keys: Map<string, KeyUse>;
  readonly principals: Map<string, PrincipalUse>;
  readonly passwords: Map<string, number>;
}

function emptyMemory(): Remembered {
  return { keys: new Map(), principals: new Map(), passwords: new Map() };
}

function sizeOf({ keys, principals, passwords }: Remembered): number {
  return keys.size + principals.size + passwords.size;
}

function keep<T extends { readonly atMs: number }>(map: Map<string, T>, key: string, use: T): void {
  const known = map.get(key);
  if (known === undefined || known.atMs <= use.atMs) map.set(key, use);
}

function remember(memory: Remembered, use: Use): void {
  const { accessKeyId, principalId, service, action, atMs, region } = use;
  if (accessKeyId !== undefined) {
    keep(memory.keys, accessKeyId, { accessKeyId, atMs, service, region });
  }
  const whole = { principalId, service, action: '', atMs, region };
  keep(memory.principals, `${principalId} ${service}`, whole);
  if (action !== undefined) {
    keep(memory.principals, `${principalId} ${service} ${action}`, { ...whole, action });
  }
}

function rememberPassword(memory: Remembered, principalId: string, atMs: number): void {
  memory.passwords.set(principalId, Math.max(atMs, memory.passwords.get(principalId) ?? 0));
}

/** Puts back what could not be written, without losing what came since. */
function mergeBack(memory: Remembered, unwritten: Remembered): void {
  for (const [key, use] of unwritten.keys) keep(memory.keys, key, use);
  for (const [key, use] of unwritten.principals) keep(memory.principals, key, use);
  for (const [id, atMs] of unwritten.passwords) rememberPassword(memory, id, atMs);
}

// What was deleted since its use leaves no row behind.
const principalExists =
  'EXISTS (SELECT 1 FROM users WHERE user_id = ?1 ' +
  'UNION ALL SELECT 1 FROM roles WHERE role_id = ?1 ' +
  'UNION ALL SELECT 1 FROM accounts WHERE account_id = ?1)';

function writerOf({ database }: IdentityContext): (memory: Remembered) => void {
  const key = database.command(
    'INSERT INTO access_key_uses SELECT ?1, ?2, ?3, ?4 ' +
      'WHERE EXISTS (SELECT 1 FROM access_keys WHERE access_key_id = ?1) ' +
      'ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms, service = excluded.service, ' +
      'region = excluded.region WHERE excluded.at_ms >= at_ms',
  );
  const principal = database.command(
    `INSERT INTO service_uses SELECT ?1, ?2, ?3, ?4, ?5 WHERE ${principalExists} ` +
      'ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms, region = excluded.region ' +
      'WHERE excluded.at_ms >= at_ms',
  );
  const password = database.command(
    `INSERT INTO password_uses SELECT ?1, ?2 WHERE ${principalExists} ` +
      'ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms WHERE excluded.at_ms >= at_ms',
  );
  return ({ keys, principals, passwords }) => {
    for (const use of keys.values()) {
      key.run(use.accessKeyId, use.atMs, use.service, use.region);
    }
    for (const use of principals.values()) {
      principal.run(use.principalId, use.service, use.action, use.atMs, use.region);
    }
    for (const [id, atMs] of passwords) password.run(id, atMs);
  };
}

/** Remembers uses and writes them in batches. */
function useRecorder(context: IdentityContext) {
  const write = writerOf(context);
  let memory = emptyMemory();
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (sizeOf(memory) === 0) return;
    const writing = memory;
    memory = emptyMemory();
    try {
      await context.database.write(() => write(writing));
    } catch (error) {
      // Kept for the next time; but a store that stays shut must not fill the memory.
      if (sizeOf(memory) < activityEntriesLimit) mergeBack(memory, writing);
      throw error;
    }
  };
  const flushQuietly = (): void => {
    // A last use that comes late or is lost harms nobody.
    flush().catch(() => undefined);
  };
  const noted = (): void => {
    if (sizeOf(memory) >= activityEntriesLimit) flushQuietly();
    else timer ??= setTimeout(flushQuietly, activityDelayMs).unref();
  };
  return {
    flush,
    use(use: Use): void {
      remember(memory, use);
      noted();
    },
    password(principalId: string, atMs: number): void {
      rememberPassword(memory, principalId, atMs);
      noted();
    },
  };
}

interface ServiceUseRow {
  readonly service: string;
  readonly action: string;
  readonly at_ms: number;
  readonly region: string;
}

/** Last uses, written behind, and the end of sessions. */
export function activityStore(context: IdentityContext): ActivityStore {
  const { database } = context;
  const recorder = useRecorder(context);
  const select = database.query<ServiceUseRow>(
    'SELECT * FROM service_uses WHERE principal_id = ? ORDER BY service, action',
  );
  const revoke = database.command(
    'INSERT INTO session_revocations VALUES (?, ?) ' +
      'ON CONFLICT DO UPDATE SET before_ms = max(before_ms, excluded.before_ms)',
  );
  const accessOf = (row: ServiceUseRow): ServiceAccess => ({
    service: row.service,
    action: row.action === '' ? undefined : row.action,
    lastAtMs: row.at_ms,
    region: row.region,
  });
  return {
    recordUse: (use) => recorder.use(use),
    recordPasswordUse: (principalId, atMs) => recorder.password(principalId, atMs),
    flushActivity: () => recorder.flush(),
    serviceAccess: async (principalId) => select.all(principalId).map(accessOf),
    revokeSessions: (principalId, issuedBeforeMs) =>
      context.change(() => {
        revoke.run(principalId, issuedBeforeMs);
        return done;
      }),
  };
}
