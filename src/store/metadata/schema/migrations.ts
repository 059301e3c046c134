import type { Migration } from '../sqlite/migrate.ts';
import { foundation } from './0001-foundation.ts';
import { objects } from './0002-objects.ts';
import { identities } from './0003-identities.ts';
import { keys } from './0004-keys.ts';
import { jobs } from './0005-jobs.ts';
import { consoleSessions } from './0006-console-sessions.ts';
import { renames } from './0007-renames.ts';
import { keyManagement } from './0008-key-management.ts';
import { damage } from './0009-damage.ts';

/** Every step of the schema, in order. A released step is never changed; a new one is added. */
export const migrations: readonly Migration[] = [
  foundation,
  objects,
  identities,
  keys,
  jobs,
  consoleSessions,
  renames,
  keyManagement,
  damage,
];
