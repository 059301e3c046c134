import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { iamClient, s3Client } from '../conformance/harness/clients.ts';
import { createUser } from '../conformance/harness/identities.ts';
import { useServer } from '../conformance/harness/server.ts';
import { answerTo } from './matrix/answers.ts';
import { catalogue, type Entry } from './matrix/catalogue.ts';
import { contentsOf } from './matrix/contents.ts';
import { type Defect, defects } from './matrix/defects.ts';
import { makeKeys } from './matrix/keys.ts';
import { each, send, type Told } from './matrix/send.ts';
import { type Place, type Signed, sign, unsigned } from './matrix/sign.ts';
import { readTrail } from './matrix/trail.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-matrix-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const [data, audit] = [join(folder, 'data'), join(folder, 'audit')];
const server = await useServer({
  dataFolder: data,
  masterKeyFile: join(folder, 'master.key'),
  arguments: ['--audit-folder', audit],
});
const host = `${server.host}:${server.port}`;
const bucket = await createBucketWith(s3Client(server), ['key']);
const entries = catalogue(bucket);
const keys = await makeKeys(server);
const nobody = (await createUser(iamClient(server))).credentials;

/** A preflight is asked by a browser, which cannot sign it; PostObject has its proof in a form. */
const elsewhere = new Set(['PreflightBucket', 'PreflightObject', 'PostObject']);
const signable = entries.filter(({ name }) => !elsewhere.has(name));

const places: readonly Place[] = [
  'header',
  'chunked',
  'presigned',
  'header of version 2',
  'query of version 2',
];

/** One request of the matrix, and what became of it. */
interface Cell {
  readonly entry: Entry;
  readonly place: Place | 'nowhere';
  readonly defect: string;
  readonly signed: () => Signed;
  told?: Told;
}

const cells: Cell[] = [];

function addDefect({ name, applies, make }: Defect, place: Place, entry: Entry): void {
  if (applies?.(place, entry.unsigned) === false) return;
  const signed = () => make(place, host, entry.unsigned, keys);
  cells.push({ entry, place, defect: name, signed });
}

for (const entry of signable) {
  const isS3 = entry.unsigned.service === 's3';
  for (const place of places) {
    // Only S3 takes chunks; the others sign the whole body.
    if (!isS3 && place === 'chunked') continue;
    for (const defect of defects) addDefect(defect, place, entry);
  }
  const signed = () => unsigned(host, entry.unsigned);
  cells.push({ entry, place: 'nowhere', defect: 'no proof at all', signed });
}

/** The same requests signed as they ought to be, by somebody who may do nothing. */
const controls: Cell[] = signable.flatMap((entry) =>
  places.map((place) => ({
    ...{ entry, place, defect: 'none' },
    signed: () => sign(place, host, entry.unsigned, nobody),
  })),
);

const act = async (cell: Cell) => {
  cell.told = await send(server, cell.signed());
};
const before = contentsOf(data, 'metadata.sqlite');
await each(cells, act);
const changed = contentsOf(data, 'metadata.sqlite');
await each(controls, act);
await server.stop();
const trail = readTrail(audit);

/** A line for each cell that is not as it should be. */
function faults(of: readonly Cell[], isRight: (cell: Cell) => boolean): readonly string[] {
  return of
    .filter((cell) => !isRight(cell))
    .map((cell) => `${cell.entry.name} (${cell.defect}, ${cell.place}): ${describeCell(cell)}`);
}

function recordOf({ told }: Cell) {
  return trail.get(told?.requestId ?? '');
}

function describeCell(cell: Cell): string {
  const record = recordOf(cell);
  const answer = `${cell.told?.status} ${record?.errorCode ?? 'unread'}`;
  if (record === undefined) return answer;
  return `${answer} as ${record.callerType}, ${record.allowed} allowed`;
}

/** Whether a request was answered so, and nobody was believed and nothing asked on its way. */
function isRefused(cell: Cell, answer: string): boolean {
  const record = recordOf(cell);
  if (`${cell.told?.status} ${record?.errorCode ?? 'unread'}` !== answer) return false;
  return record === undefined || (record.callerType === 'Unknown' && record.decisions === 0);
}

const isVersion2 = (place: string) => place.endsWith('version 2');

describe('CVE-2025-31489, CVE-2026-40344, CVE-2026-41145: the matrix of proofs and operations', () => {
  test('has every operation in it, in every way to prove who asks', () => {
    assert.ok(entries.length >= 350, `${entries.length} operations`);
    assert.ok(cells.length >= 20_000, `${cells.length} requests`);
    assert.deepEqual(
      entries.filter(({ name }) => elsewhere.has(name)).map(({ unsigned: { method } }) => method),
      ['OPTIONS', 'OPTIONS', 'POST'],
    );
  });

  test('would see a good signature: signed rightly, each operation knows its caller', () => {
    const known = (cell: Cell) => {
      const { service } = cell.entry.unsigned;
      if (service !== 's3' && (cell.place === 'chunked' || isVersion2(cell.place))) return true;
      return recordOf(cell)?.callerType === 'IAMUser';
    };
    assert.deepEqual(faults(controls, known), []);
  });

  test('changed nothing', () => {
    assert.ok(before.includes(bucket));
    assert.equal(changed, before);
  });
});

describe('every operation of S3 refuses', () => {
  for (const defect of defects) {
    for (const place of places) {
      const answer = answerTo('s3', place, defect.name);
      if (answer === undefined) continue;
      test(`${defect.name}, ${place}: ${answer}`, () => {
        const mine = cells.filter(
          (cell) =>
            cell.entry.unsigned.service === 's3' &&
            cell.defect === defect.name &&
            cell.place === place,
        );
        assert.ok(mine.length >= 90 || defect.applies !== undefined, `${mine.length} requests`);
        const exempt = (cell: Cell) => isVersion2(place) && listTypeOnly(defect, cell.entry);
        assert.deepEqual(
          faults(mine, (cell) => isRefused(cell, answer) || exempt(cell)),
          [],
        );
      });
    }
  }
});

/**
 * Version 2 signs no parameter that only says how a list looks: a list may become a list of the
 * other version, which needs the same right.
 */
function listTypeOnly(defect: Defect, { name }: Entry): boolean {
  const sameRight = ['ListObjectsV2', 'ListDirectoryBuckets'].includes(name);
  return sameRight && defect.name === 'a sub-resource added after signing';
}

for (const service of ['iam', 'sts', 'kms'] as const) {
  describe(`every operation of ${service} refuses`, () => {
    for (const defect of defects) {
      for (const place of ['header', 'presigned'] as const) {
        const answer = answerTo(service, place, defect.name);
        if (answer === undefined) continue;
        test(`${defect.name}, ${place}: ${answer}`, () => {
          const mine = cells.filter(
            (cell) =>
              cell.entry.unsigned.service === service &&
              cell.defect === defect.name &&
              cell.place === place,
          );
          assert.ok(mine.length >= 5, `${mine.length} requests`);
          assert.deepEqual(
            faults(mine, (cell) => isRefused(cell, answer)),
            [],
          );
        });
      }
    }

    test('whatever is signed by version 2', () => {
      const mine = [...cells, ...controls].filter(
        (cell) => cell.entry.unsigned.service === service && isVersion2(cell.place),
      );
      const refused = (cell: Cell) => {
        const record = recordOf(cell);
        const isClient = [400, 403].includes(cell.told?.status ?? 0);
        return isClient && (record?.allowed ?? 0) === 0 && !isBelieved(record?.callerType);
      };
      assert.deepEqual(faults(mine, refused), []);
    });
  });
}

function isBelieved(callerType: string | undefined): boolean {
  return !(callerType === undefined || callerType === 'Unknown' || callerType === 'AWSAccount');
}

/**
 * What the anonymous caller is told other than 403: that AWS's operation is not built here, that a
 * header or a document is wanted first, or a token.
 */
const toldToAnyone = new Map([
  ['DeleteObjects', '400 MalformedXML'],
  ['PutObjectTagging', '400 MalformedXML'],
  ['GetObjectAttributes', '400 InvalidArgument'],
  ['RenameObject', '400 InvalidArgument'],
  ['AssumeRoleWithWebIdentity', '400 ValidationError'],
]);

test('no operation does anything for a caller without a proof', () => {
  const mine = cells.filter(({ place }) => place === 'nowhere');
  assert.equal(mine.length, signable.length);
  const refused = (cell: Cell) => {
    const { entry, told } = cell;
    const record = recordOf(cell);
    if (record === undefined || record.allowed > 0 || isBelieved(record.callerType)) return false;
    const answer = `${told?.status} ${record.errorCode}`;
    if (answer === toldToAnyone.get(entry.name)) return true;
    if (!entry.built && entry.unsigned.service === 's3') return answer === '501 NotImplemented';
    if (entry.unsigned.service === 'kms') return answer === '400 MissingAuthenticationToken';
    return told?.status === 403;
  };
  assert.deepEqual(faults(mine, refused), []);
});
