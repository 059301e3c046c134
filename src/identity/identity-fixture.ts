import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IdentityStore } from '../store/identities.ts';
import { migrations } from '../store/metadata/schema/migrations.ts';
import { type Database, openDatabase } from '../store/metadata/sqlite/database.ts';
import { createIdentityStore } from '../store/metadata/sqlite/identities.ts';
import { isAwsManagedPolicy } from './aws-managed-policies/index.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createIdSource } from './ids.ts';
import { createMasterKeys } from './master-key.ts';
import { createProvisioner, type Provisioner } from './provision.ts';
import { defaultQuotas } from './quotas.ts';
import { createSecretSealer, type SecretSealer } from './sealed-secret.ts';
import { createSessionTokens, type SessionTokens } from './session-token.ts';

/** The identity layer over an empty database in a folder of its own; for tests. */
export interface IdentityFixture {
  readonly database: Database;
  readonly identities: IdentityStore;
  readonly masterKey: Uint8Array;
  readonly sealer: SecretSealer;
  readonly tokens: SessionTokens;
  readonly provisioner: Provisioner;
  readonly directory: Directory;
  /** A directory as another process has it: with a connection and a memory of its own. */
  otherDirectory(): Directory;
  /** The time, which tests set. */
  nowMs: number;
  close(): void;
}

const startMs = Date.parse('2026-05-01T12:00:00Z');

/** Opens a fixture; close it after use. */
export function openIdentityFixture(): IdentityFixture {
  const folder = mkdtempSync(join(tmpdir(), 'identity-'));
  const masterKey = randomBytes(32);
  const masterKeys = createMasterKeys([masterKey]);
  const sealer = createSecretSealer(masterKeys, randomBytes);
  const clock = () => fixture.nowMs;
  const tokens = createSessionTokens(masterKeys, { clock, randomBytes });
  const databases: Database[] = [];
  const open = () => {
    const fatal = (error: Error) => {
      throw error;
    };
    const database = openDatabase({ path: join(folder, 'metadata.db'), migrations, fatal });
    databases.push(database);
    const identities = createIdentityStore(database, { quotas: defaultQuotas, isAwsManagedPolicy });
    const directory = createDirectory({
      identities,
      openSecret: sealer.open,
      revision: () => database.revision('identity'),
      clock,
      sessionTokens: tokens,
    });
    return { database, identities, directory };
  };
  const { database, identities, directory } = open();
  const ids = createIdSource(randomBytes);
  const fixture: IdentityFixture = {
    database,
    identities,
    masterKey,
    sealer,
    tokens,
    provisioner: createProvisioner({ identities, sealer, ids, clock }),
    directory,
    otherDirectory: () => open().directory,
    nowMs: startMs,
    close: () => {
      for (const each of databases) each.close();
      rmSync(folder, { recursive: true });
    },
  };
  return fixture;
}
