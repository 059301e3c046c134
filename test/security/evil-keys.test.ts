import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { createBucketWith } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { exchange } from '../conformance/harness/exchange.ts';
import { useServer } from '../conformance/harness/server.ts';
import { errorCode } from '../conformance/harness/signed-request.ts';
import { uniqueName } from '../conformance/harness/unique-name.ts';
import {
  type Ask,
  encoded,
  evilClient,
  md5,
  outcome,
  type Spelling,
  type Style,
  spellings,
  styles,
} from './evil-keys/client.ts';
import { badEscapes, evilKeys, isWritableInXml, longKeys } from './evil-keys/corpus.ts';
import { elements, listedKeys, xmlText } from './evil-keys/listing.ts';
import { each } from './matrix/send.ts';
import { sendForm, signForm } from './post-form.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-evil-keys-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const dataFolder = join(folder, 'data');
const server = await useServer({ dataFolder, masterKeyFile: join(folder, 'master.key') });
const s3 = s3Client(server);
const neighbour = await createBucketWith(s3, ['secret', 'a', 'etc/passwd'], 'the secret');

const classes = evilKeys(neighbour);
const keys = [...new Set(classes.flatMap((one) => one.keys))];
const bytesOf = (text: string) => Buffer.from(text);
const inByteOrder = (texts: readonly string[]) =>
  [...texts].sort((a, b) => Buffer.compare(bytesOf(a), bytesOf(b)));
const bodyOf = (key: string) => `the object of ${JSON.stringify(key)}`;

type Client = (ask: Ask) => ReturnType<ReturnType<typeof evilClient>>;

/** What is wrong with each key, as lines; a key that throws is wrong too. */
async function faultsOf(
  texts: readonly string[],
  check: (key: string) => Promise<string | undefined>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  await each(texts, async (key) => {
    const fault = await check(key).catch((error: unknown) => String(error));
    if (fault !== undefined) faults.push(`${JSON.stringify(key).slice(0, 80)}: ${fault}`);
  });
  return faults;
}

async function createBucket(ask: Client): Promise<string> {
  const bucket = uniqueName('evil');
  assert.equal(outcome(await ask({ method: 'PUT', bucket })), '200');
  return bucket;
}

/** The neighbour's versions, and the names of all files: none of it is any key's business. */
async function surroundings(): Promise<string> {
  const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket: neighbour }));
  const names = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' });
  const strange = names.filter((name) => !ourFile.test(name));
  return JSON.stringify([Versions, strange, readdirSync(folder).sort()]);
}

const ourFile =
  /^((incoming|files|segments|audit)(\/[\w.-]{1,80}){0,3}|format|lock(-journal)?|server\.json|metadata\.sqlite(-wal|-shm)?)$/;
const untouched = await surroundings();

/** CVE-2026-42600, CVE-2026-54917, CVE-2026-55874, CVE-2026-58372 are of the same class. */
test('CVE-2022-35919: keys that could become paths are two hundred and more, in classes', () => {
  assert.ok(keys.length >= 200, `${keys.length} keys`);
  for (const key of keys) assert.ok(Buffer.byteLength(key) >= 1 && Buffer.byteLength(key) <= 1_024);
  for (const key of longKeys) assert.ok(Buffer.byteLength(key) > 1_024);
});

for (const style of styles) {
  const ask: Client = evilClient(server, style);
  describe(`in ${style}, through the URL`, () => describeUrls(style, ask));
  describe(`in ${style}, elsewhere than in the URL`, () => describeOthers(ask));
}

function describeUrls(style: Style, ask: Client): void {
  let bucket = '';
  before(async () => {
    bucket = await createBucket(ask);
  });

  for (const { name, aws, keys: members } of classes) {
    test(`${name}: ${aws}`, async () => {
      const put = (key: string) => ask({ method: 'PUT', bucket, key, body: bodyOf(key) });
      const stored = await faultsOf(members, async (key) => {
        const answer = await put(key);
        return answer.status === 200 ? undefined : outcome(answer);
      });
      assert.deepEqual(stored, []);
      for (const spelling of Object.keys(spellings).filter(isSpelling)) {
        const read = await faultsOf(members, async (key) => {
          const answer = await ask({ bucket, key, spelling });
          if (answer.text === bodyOf(key)) return undefined;
          return `${spelling}: ${outcome(answer)} ${answer.text.slice(0, 80)}`;
        });
        assert.deepEqual(read, []);
      }
      const headed = await faultsOf(members, async (key) => {
        const { status, headers } = await ask({ method: 'HEAD', bucket, key });
        const length = String(Buffer.byteLength(bodyOf(key)));
        return status === 200 && headers['content-length'] === length ? undefined : String(status);
      });
      assert.deepEqual(headed, []);
    });
  }

  test('a key of 1,025 bytes and more is 400 KeyTooLongError, whatever is asked', async () => {
    for (const method of ['PUT', 'GET', 'DELETE']) {
      const faults = await faultsOf(longKeys, async (key) => {
        const answer = await ask({ method, bucket, key, ...(method === 'PUT' && { body: 'x' }) });
        return outcome(answer) === '400 KeyTooLongError'
          ? undefined
          : `${method} ${outcome(answer)}`;
      });
      assert.deepEqual(faults, []);
    }
  });

  test('a path that is no UTF-8 is 400 InvalidURI', async () => {
    const faults = await faultsOf(badEscapes, async (path) => {
      const sent = await rawPath(style, bucket, path);
      return sent === '400 InvalidURI' ? undefined : sent;
    });
    assert.deepEqual(faults, []);
  });

  test('the bucket holds these keys and no others, in the order of their bytes', async () => {
    assert.deepEqual(await listedKeys(ask, bucket, 'v2'), inByteOrder(keys));
    assert.equal(await surroundings(), untouched);
  });
}

function isSpelling(name: string): name is Spelling {
  return name in spellings;
}

/** The outcome of a GET whose path is sent as it stands; no signature could be right for it. */
async function rawPath(style: Style, bucket: string, path: string): Promise<string> {
  const { host, port } = server;
  const isPath = style === 'path style';
  const name = isPath ? `${host}:${port}` : `${bucket}.localhost:${port}`;
  const headers = { host: name };
  return outcome(
    await exchange({ host, port, headers, path: `${isPath ? `/${bucket}` : ''}/${path}` }),
  );
}

function describeOthers(ask: Client): void {
  let bucket = '';
  before(async () => {
    bucket = await createBucket(ask);
    const faults = await faultsOf(keys, async (key) => {
      const answer = await ask({ method: 'PUT', bucket, key, body: bodyOf(key) });
      return answer.status === 200 ? undefined : outcome(answer);
    });
    assert.deepEqual(faults, []);
  });

  test('as the source of a copy, with and without its first slash', async () => {
    const copies = await createBucket(ask);
    const faults = await faultsOf(keys, async (key) => {
      const target = {
        bucket: copies,
        key: `copy of ${createHash('sha256').update(key).digest('hex')}`,
      };
      const slash = key.length % 2 === 0 ? '/' : '';
      const headers = { 'x-amz-copy-source': `${slash}${bucket}/${encoded(key)}` };
      const copied = await ask({ ...target, method: 'PUT', headers });
      if (copied.status !== 200) return outcome(copied);
      const { text } = await ask(target);
      return text === bodyOf(key) ? undefined : `copied ${text.slice(0, 80)}`;
    });
    assert.deepEqual(faults, []);
  });

  test('as the target of a copy', async () => {
    const copies = await createBucket(ask);
    const headers = { 'x-amz-copy-source': `/${neighbour}/secret` };
    const faults = await faultsOf(keys, async (key) => {
      const copied = await ask({ method: 'PUT', bucket: copies, key, headers });
      if (copied.status !== 200) return outcome(copied);
      const { text } = await ask({ bucket: copies, key });
      return text === 'the secret' ? undefined : text.slice(0, 80);
    });
    assert.deepEqual(faults, []);
    assert.deepEqual(await listedKeys(ask, copies, 'v1'), inByteOrder(keys));
  });

  test('with tags', async () => {
    const faults = await faultsOf(keys, async (key) => {
      const value = encoded(key).replaceAll(/[%~]/g, '_').slice(0, 100);
      const body = `<Tagging><TagSet><Tag><Key>k</Key><Value>${value}</Value></Tag></TagSet></Tagging>`;
      const query = { tagging: '' };
      const put = await ask({ method: 'PUT', bucket, key, query, body });
      if (put.status !== 200) return outcome(put);
      const { text } = await ask({ bucket, key, query });
      return elements(text, 'Value')[0] === value ? undefined : text;
    });
    assert.deepEqual(faults, []);
  });

  test('as an upload in parts', async () => {
    const uploads = await createBucket(ask);
    const faults = await faultsOf(keys, (key) => uploadInParts(ask, uploads, key));
    assert.deepEqual(faults, []);
    assert.deepEqual(await listedKeys(ask, uploads, 'versions'), inByteOrder(keys));
  });

  test('as a field of a form', async () => {
    const forms = await createBucket(ask);
    const faults = await faultsOf(keys, async (key) => {
      const form = signForm({
        ...{ credentials: server.root, bucket: forms },
        fields: [['key', key]],
        conditions: [['starts-with', '$key', '']],
      });
      const posted = await sendForm(server, forms, form, bodyOf(key));
      if (posted.status !== 204) return outcome(posted);
      const location = String(posted.headers.location);
      if (!location.endsWith(`/${encodeURIComponent(key)}`)) return location;
      const { text } = await ask({ bucket: forms, key });
      return text === bodyOf(key) ? undefined : text.slice(0, 80);
    });
    assert.deepEqual(faults, []);
    for (const key of longKeys) {
      const form = signForm({
        ...{ credentials: server.root, bucket: forms },
        ...{ fields: [['key', key]], conditions: [{ key }] },
      });
      assert.equal(outcome(await sendForm(server, forms, form)), '400 KeyTooLongError');
    }
    const form = signForm({
      ...{ credentials: server.root, bucket: forms },
      ...{ fields: [['key', Buffer.from('a\xff', 'latin1')]] },
      conditions: [['starts-with', '$key', 'a']],
    });
    assert.equal(outcome(await sendForm(server, forms, form)), '400 MalformedPOSTRequest');
    assert.deepEqual(await listedKeys(ask, forms, 'v2'), inByteOrder(keys));
  });

  describeListings(ask, () => bucket);

  test('in the document of DeleteObjects, where XML 1.0 can write them', async () => {
    const faults = await faultsOf(keys, (key) => deleteOne(ask, bucket, key));
    assert.deepEqual(faults, []);
    assert.deepEqual(await listedKeys(ask, bucket, 'v2'), []);
    assert.equal(await surroundings(), untouched);
  });
}

async function uploadInParts(
  ask: Client,
  bucket: string,
  key: string,
): Promise<string | undefined> {
  const begun = await ask({ method: 'POST', bucket, key, query: { uploads: '' } });
  const [uploadId = ''] = elements(begun.text, 'UploadId');
  if (begun.status !== 200 || elements(begun.text, 'Key')[0] !== key) return begun.text;
  const query = { 'encoding-type': 'url', prefix: key, uploads: '' };
  const listed = elements((await ask({ bucket, query })).text, 'Key');
  if (!listed.map(decodeURIComponent).includes(key)) return `listed as ${listed.join()}`;
  const part = { method: 'PUT', bucket, key, query: { partNumber: '1', uploadId } };
  const { headers } = await ask({ ...part, body: bodyOf(key) });
  const etag = String(headers.etag).replaceAll('"', '');
  const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`;
  const completed = await ask({ method: 'POST', bucket, key, query: { uploadId }, body });
  if (completed.status !== 200 || elements(completed.text, 'Key')[0] !== key) {
    return completed.text;
  }
  const { text } = await ask({ bucket, key });
  return text === bodyOf(key) ? undefined : text.slice(0, 80);
}

/** Deletes a key by the document where that can name it, else by its URL; says what went wrong. */
async function deleteOne(ask: Client, bucket: string, key: string): Promise<string | undefined> {
  const body = `<Delete><Object><Key>${xmlText(key)}</Key></Object></Delete>`;
  const query = { delete: '' };
  const headers = { 'content-md5': md5(body) };
  const deleted = await ask({ method: 'POST', bucket, query, body, headers });
  const exists = async () => (await ask({ method: 'HEAD', bucket, key })).status === 200;
  if (isWritableInXml(key)) {
    const named = elements(deleted.text, 'Key');
    if (deleted.status !== 200 || named[0] !== key) return `${outcome(deleted)} ${deleted.text}`;
    return (await exists()) ? 'is still there' : undefined;
  }
  if (errorCode(deleted) !== 'MalformedXML') return outcome(deleted);
  if (!(await exists())) return 'was deleted by a document that was refused';
  const { status } = await ask({ method: 'DELETE', bucket, key });
  return status === 204 ? undefined : String(status);
}

function describeListings(ask: Client, bucketOf: () => string): void {
  for (const version of ['v1', 'v2', 'versions'] as const) {
    test(`in a listing (${version}) page by page, as markers`, async () => {
      const listed = await listedKeys(ask, bucketOf(), version, { 'max-keys': '7' });
      assert.deepEqual(listed, inByteOrder(keys));
    });
  }

  test('in a listing without encoding, where XML 1.0 can write them', async () => {
    const listed = await listedKeys(ask, bucketOf(), 'v2', {}, 'none');
    const writable = new Set(keys.filter(isWritableInXml));
    assert.deepEqual(
      listed.filter((key) => writable.has(key)),
      inByteOrder(keys).filter((key) => writable.has(key)),
    );
  });

  for (const [version, marker] of [
    ['v1', 'marker'],
    ['v2', 'start-after'],
    ['versions', 'key-marker'],
  ] as const) {
    test(`as ${marker}: what comes after it, and nothing else`, async () => {
      const order = inByteOrder(keys);
      const faults = await faultsOf(keys, async (key) => {
        const found = await listedKeys(ask, bucketOf(), version, { [marker]: key }, 'url', 1);
        const [expected] = order.slice(order.indexOf(key) + 1);
        return found[0] === expected ? undefined : `gave ${JSON.stringify(found[0])}`;
      });
      assert.deepEqual(faults, []);
    });
  }

  test('as a prefix: what begins with it, and nothing else', async () => {
    const faults = await faultsOf(keys, async (key) => {
      const found = await listedKeys(ask, bucketOf(), 'v2', { prefix: key });
      const expected = inByteOrder(keys).filter((other) => other.startsWith(key));
      return JSON.stringify(found) === JSON.stringify(expected) ? undefined : `gave ${found}`;
    });
    assert.deepEqual(faults, []);
  });

  test('as a delimiter: keys that hold it are put together, others are listed', async () => {
    const faults = await faultsOf(keys, async (delimiter) => {
      const query = { 'list-type': '2', 'encoding-type': 'url', delimiter };
      const { text } = await ask({ bucket: bucketOf(), query });
      const found = elements(text, 'Key').map(decodeURIComponent);
      const groups = elements(text, 'Prefix').filter((prefix) => prefix !== '');
      const groupOf = (key: string) => key.slice(0, key.indexOf(delimiter) + delimiter.length);
      const expectedKeys = inByteOrder(keys).filter((key) => !key.includes(delimiter));
      const holding = keys.filter((key) => key.includes(delimiter));
      const expectedGroups = inByteOrder([...new Set(holding.map(groupOf))]);
      const same =
        JSON.stringify([found, groups.map(decodeURIComponent)]) ===
        JSON.stringify([expectedKeys, expectedGroups]);
      return same ? undefined : `gave ${found.length} keys, ${groups.length} groups`;
    });
    assert.deepEqual(faults, []);
  });
}
