import type { ActivityStore, ServiceAccess, Use } from '../../../identities/activity.ts';
import { done, type IdentityContext } from './context.ts';
import { RememberedUses } from './remembered-uses.ts';

/** Uses wait this long to be written together, so that no request pays for an fsync. */
export const activityDelayMs = 5_000;
/** So many different uses are written at once, whatever the time. */
export const activityEntriesLimit = 10_000;

/** Stands for the service as a whole. */
const noAction = '';

// What was deleted since its use leaves no row behind.
const principalExists =
  'EXISTS (SELECT 1 FROM users WHERE user_id = ?1 ' +
  'UNION ALL SELECT 1 FROM roles WHERE role_id = ?1 ' +
  'UNION ALL SELECT 1 FROM accounts WHERE account_id = ?1)';

function writerOf({ database }: IdentityContext): (uses: RememberedUses) => void {
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
  return (uses) => {
    uses.eachKey((id, { atMs, service, region }) => key.run(id, atMs, service, region));
    uses.eachPrincipal((id, action, { atMs, service, region }) =>
      principal.run(id, service, action ?? noAction, atMs, region),
    );
    uses.eachPassword((id, atMs) => password.run(id, atMs));
  };
}

/** Remembers uses and writes them in batches. */
function useRecorder(context: IdentityContext) {
  const write = writerOf(context);
  let memory = new RememberedUses();
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (memory.size === 0) return;
    const writing = memory;
    memory = new RememberedUses();
    try {
      await context.database.write(() => write(writing));
    } catch (error) {
      // Kept for the next time; but a store that stays shut must not fill the memory.
      if (memory.size < activityEntriesLimit) memory.merge(writing);
      throw error;
    }
  };
  const flushQuietly = (): void => {
    // A last use that comes late or is lost harms nobody.
    flush().catch(() => undefined);
  };
  const noted = (): void => {
    if (memory.size >= activityEntriesLimit) flushQuietly();
    else timer ??= setTimeout(flushQuietly, activityDelayMs).unref();
  };
  return {
    flush,
    use(use: Use): void {
      memory.use(use);
      noted();
    },
    password(principalId: string, atMs: number): void {
      memory.password(principalId, atMs);
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
    action: row.action === noAction ? undefined : row.action,
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
