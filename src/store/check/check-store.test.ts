import assert from 'node:assert/strict';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, test } from 'node:test';
import { prepareDataFolder, UnknownFormat } from '../data-folder.ts';
import { NewerFormat } from '../metadata/sqlite/database.ts';
import { checkStore } from './check-store.ts';
import { Unreadable } from './open-metadata.ts';
import { repairStore } from './repair-store.ts';
import { fatal, makeStoredFolder, openTestStores } from './stored-folder.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-check-'));
const whole = join(root, 'whole');
before(() => makeStoredFolder(whole));
after(() => rmSync(root, { recursive: true }));

let copies = 0;
function copy(): string {
  copies += 1;
  const folder = join(root, `copy-${copies}`);
  cpSync(whole, folder, { recursive: true });
  return folder;
}

function change(folder: string, sql: string): void {
  const database = new DatabaseSync(join(folder, 'metadata.sqlite'));
  database.exec(sql);
  database.close();
}

/** Paths of the files in a part of the folder. */
function filesIn(folder: string, part: string): string[] {
  return readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function firstFile(folder: string, part: string): string {
  const [first] = filesIn(folder, part);
  assert.ok(first !== undefined);
  return first;
}

const sql = (statement: string) => (folder: string) => change(folder, statement);

interface Case {
  readonly kind: string;
  readonly damage: (folder: string) => void;
  /** Whether a repair leaves nothing to find. */
  readonly mends: boolean;
}

const cases: readonly Case[] = [
  { kind: 'blob-without-row', damage: sql('DELETE FROM blobs WHERE segment = 0'), mends: false },
  {
    kind: 'blob-shared',
    damage: sql(`UPDATE objects SET blob = (SELECT blob FROM objects WHERE key = 'small')
      WHERE key = 'medium'`),
    mends: false,
  },
  {
    kind: 'blob-unreferenced',
    damage: sql("DELETE FROM objects WHERE key IN ('small', 'large')"),
    mends: true,
  },
  {
    kind: 'blob-given-up',
    damage: sql('INSERT INTO loose_files SELECT id, NULL, 0 FROM blobs WHERE segment = 0'),
    mends: true,
  },
  { kind: 'blob-without-segment', damage: sql('DELETE FROM segments'), mends: false },
  { kind: 'blobs-overlap', damage: sql('UPDATE blobs SET offset = 0'), mends: false },
  { kind: 'segment-live-bytes', damage: sql('UPDATE segments SET live = live + 1'), mends: true },
  { kind: 'id-given-twice', damage: sql('UPDATE id_ranges SET next = 1'), mends: true },
  { kind: 'object-without-bucket', damage: sql('UPDATE objects SET bucket = 9'), mends: false },
  { kind: 'object-without-owner', damage: sql('DELETE FROM owners'), mends: false },
  { kind: 'object-without-body', damage: sql('UPDATE objects SET blob = NULL'), mends: false },
  { kind: 'parts-incomplete', damage: sql('DELETE FROM parts WHERE number = 2'), mends: false },
  { kind: 'parts-without-owner', damage: sql('DELETE FROM uploads'), mends: true },
  {
    kind: 'parts-shared',
    damage: sql('UPDATE uploads SET part_set = (SELECT max(part_set) FROM objects)'),
    mends: false,
  },
  {
    kind: 'versions-out-of-order',
    damage: sql('UPDATE versions SET sequence = 9000000000000000'),
    mends: false,
  },
  { kind: 'upload-without-bucket', damage: sql('UPDATE uploads SET bucket = 9'), mends: true },
  {
    kind: 'configuration-without-bucket',
    damage: sql("INSERT INTO bucket_configurations VALUES (9, 'cors', 'x')"),
    mends: true,
  },
  { kind: 'bucket-without-account', damage: sql('DELETE FROM accounts'), mends: false },
  { kind: 'users-without-account', damage: sql('DELETE FROM accounts'), mends: false },
  { kind: 'membership-without-end', damage: sql('DELETE FROM user_groups'), mends: true },
  { kind: 'inline-policy-without-holder', damage: sql('DELETE FROM users'), mends: true },
  { kind: 'access-key-without-user', damage: sql('DELETE FROM users'), mends: true },
  {
    kind: 'login-profile-without-user',
    damage: sql("INSERT INTO login_profiles VALUES ('AIDA9', 'x', 0, 0, 0)"),
    mends: true,
  },
  {
    kind: 'attachment-without-holder',
    damage: sql(`INSERT INTO policy_attachments
      VALUES ('AIDA9', 'arn:aws:iam::aws:policy/ReadOnlyAccess', 'user', '1', 'r', 'r', '/')`),
    mends: true,
  },
  {
    kind: 'attachment-without-policy',
    damage: sql(`INSERT INTO policy_attachments
      VALUES ('AIDA1', 'arn:aws:iam::111122223333:policy/p', 'user', '1', 'r', 'r', '/')`),
    mends: false,
  },
  {
    kind: 'policy-without-default',
    damage: sql(`INSERT INTO managed_policies
      VALUES ('ANPA1', '111122223333', 'p', 'p', '/', 'arn:p', NULL, 1, 2, 0, 0)`),
    mends: false,
  },
  {
    kind: 'policy-version-without-policy',
    damage: sql("INSERT INTO policy_versions VALUES ('ANPA9', 1, '{}', 0)"),
    mends: true,
  },
  {
    kind: 'instance-profile-without-end',
    damage: sql("INSERT INTO instance_profile_roles VALUES ('AIPA9', 'AROA9')"),
    mends: true,
  },
  {
    kind: 'alias-without-key',
    damage: sql(`INSERT INTO key_aliases (account_id, name, key_id, created_ms)
      VALUES ('111122223333', 'alias/a', 'none', 0)`),
    mends: true,
  },
  { kind: 'file-missing', damage: (folder) => rmSync(firstFile(folder, 'files')), mends: false },
  {
    kind: 'file-size',
    damage: (folder) => truncateSync(firstFile(folder, 'files'), 100),
    mends: false,
  },
  {
    kind: 'segment-missing',
    damage: (folder) => rmSync(firstFile(folder, 'segments')),
    mends: false,
  },
  {
    kind: 'segment-size',
    damage: (folder) => truncateSync(firstFile(folder, 'segments'), 100),
    mends: false,
  },
  {
    kind: 'file-unknown',
    damage: (folder) => {
      mkdirSync(join(folder, 'files', 'ff'));
      for (const place of ['segments/ffff', 'incoming/ffff', 'files/ff/ffff', 'segments/x.txt']) {
        writeFileSync(join(folder, place), 'x');
      }
    },
    mends: true,
  },
];

describe('a check of a data folder', () => {
  test('finds nothing where nothing is wrong, and counts what is there', async () => {
    const { findings, counts } = await checkStore(whole);
    assert.deepEqual(findings, []);
    const { objects, versions, uploads, identities } = counts;
    assert.deepEqual(
      { objects, versions, uploads, identities },
      {
        objects: 5,
        versions: 1,
        uploads: 1,
        identities: 2,
      },
    );
  });

  for (const { kind, damage, mends } of cases) {
    test(`finds ${kind}; a repair ${mends ? 'mends it' : 'does not hide it'}`, async () => {
      const folder = copy();
      damage(folder);
      const { found, findings } = await checkStore(folder);
      assert.ok(found[kind] !== undefined, JSON.stringify(found));
      await repairStore(folder, findings, fatal);
      const after = await checkStore(folder);
      if (mends) assert.deepEqual(after.findings, []);
      else assert.ok(after.found[kind] !== undefined, JSON.stringify(after.found));
    });
  }

  test('the space that a repair gives back is collected', async () => {
    const folder = copy();
    change(folder, "DELETE FROM objects WHERE key IN ('small', 'large')");
    const { findings } = await checkStore(folder);
    const filesBefore = filesIn(folder, 'files').length;
    await repairStore(folder, findings, fatal);
    await prepareDataFolder(folder, { fatal });
    const stores = openTestStores(folder);
    await stores.blobs.collect();
    await stores.close();
    assert.equal(filesIn(folder, 'files').length, filesBefore - 1);
    assert.deepEqual((await checkStore(folder)).findings, []);
  });

  test('what is no data folder, or was written by a newer release, is refused', async () => {
    await assert.rejects(checkStore(root), UnknownFormat);
    const newer = copy();
    change(newer, 'PRAGMA user_version = 10000');
    await assert.rejects(checkStore(newer), NewerFormat);
    const older = copy();
    change(older, 'PRAGMA user_version = 3');
    await assert.rejects(checkStore(older), /Start the server once/);
    const marker = copy();
    writeFileSync(join(marker, 'format'), 'strongroom data folder, format 10000\n');
    await assert.rejects(checkStore(marker), /Use the release that wrote it, or a newer one/);
    const empty = copy();
    truncateSync(join(empty, 'metadata.sqlite'), 0);
    await assert.rejects(checkStore(empty), Unreadable);
  });
});
