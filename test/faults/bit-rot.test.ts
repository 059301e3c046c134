import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, test } from 'node:test';
import { useServer } from '../conformance/harness/server.ts';
import { errorCode, type RawResponse, sendSigned } from '../conformance/harness/signed-request.ts';

const root = mkdtempSync(join(tmpdir(), 'strongroom-rot-'));
const dataFolder = join(root, 'data');
const server = await useServer({ dataFolder, masterKeyFile: join(root, 'master.key') });
after(() => rmSync(root, { recursive: true }));

const send = (method: string, path: string, more: object = {}) =>
  sendSigned(server, { method, path, credentials: server.root, ...more });

/** The answer, or 'broken' where the connection ended before the body was whole. */
async function get(
  path: string,
  headers: Record<string, string> = {},
): Promise<RawResponse | 'broken'> {
  const answer = await send('GET', path, { headers }).catch(() => 'broken' as const);
  if (answer === 'broken') return answer;
  const expected = answer.headers['content-length'];
  return expected !== undefined && answer.body.length < Number(expected) ? 'broken' : answer;
}

/** Where a blob of an object lies: the object's own, or that of a part. */
function place(key: string, part: number) {
  const database = new DatabaseSync(join(dataFolder, 'metadata.sqlite'), { readOnly: true });
  const row = database
    .prepare(
      `SELECT b.id, b.segment, b.offset, b.size FROM objects o
         LEFT JOIN parts p ON p.part_set = o.part_set AND p.number = ?
         JOIN blobs b ON b.id = coalesce(o.blob, p.blob) WHERE o.key = ?`,
    )
    .get(part, key);
  database.close();
  const [id = 0, segment = 0, offset = 0, size = 0] = [
    ...[row?.id, row?.segment, row?.offset, row?.size].map(Number),
  ];
  assert.ok(id > 0, key);
  const blocks = Math.ceil(size / (segment === 0 ? 256 * 1024 : 64 * 1024));
  const path =
    segment === 0
      ? join(dataFolder, 'files', Math.floor(id / 1024).toString(16), id.toString(16))
      : join(dataFolder, 'segments', segment.toString(16).padStart(8, '0'));
  return { path, begin: offset, end: offset + size + 32 * blocks };
}

/** Changes a byte near the first or the last of an object as it is stored. */
function rot(key: string, where: 'first' | 'last', part = 0): void {
  const { path, begin, end } = place(key, part);
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  const position = where === 'first' ? begin + 80 : end - 50;
  assert.equal(readSync(file, byte, 0, 1, position), 1);
  byte.writeUInt8(byte.readUInt8(0) ^ 1, 0);
  writeSync(file, byte, 0, 1, position);
  closeSync(file);
}

function body(name: string, sizeBytes: number): Buffer {
  return Buffer.alloc(sizeBytes, `${name} `);
}

await send('PUT', '/rot');
const shapes = { small: 2_000, segment: 200_000, file: 1_500_000 };

describe('bytes that the disk has changed', () => {
  for (const [shape, sizeBytes] of Object.entries(shapes)) {
    test(`at the beginning of an object (${shape}) are answered with 500`, async () => {
      const name = `begin-${shape}`;
      await send('PUT', `/rot/${name}`, { body: body(name, sizeBytes) });
      rot(name, 'first');
      const answer = await get(`/rot/${name}`);
      assert.ok(answer !== 'broken');
      assert.equal(answer.status, 500);
      assert.equal(errorCode(answer), 'InternalError');
      assert.ok(!answer.text.includes(name.repeat(2)));
      assert.equal((await send('HEAD', `/rot/${name}`)).status, 200);
    });

    test(`at the end of an object (${shape}) never complete an answer of 200`, async () => {
      const name = `end-${shape}`;
      const bytes = body(name, sizeBytes);
      await send('PUT', `/rot/${name}`, { body: bytes });
      rot(name, 'last');
      for (const headers of [{}, { range: `bytes=${sizeBytes - 200}-` }]) {
        const answer = await get(`/rot/${name}`, headers);
        assert.ok(answer === 'broken' || answer.status === 500, JSON.stringify(headers));
      }
      const start = await get(`/rot/${name}`, { range: 'bytes=0-9' });
      if (shape === 'small') assert.ok(start !== 'broken' && start.status === 500);
      else assert.ok(start !== 'broken' && start.body.equals(bytes.subarray(0, 10)));
    });

    test(`are not copied (${shape}), and can be overwritten and deleted`, async () => {
      const name = `copy-${shape}`;
      const bytes = body(name, sizeBytes);
      await send('PUT', `/rot/${name}`, { body: bytes });
      rot(name, 'last');
      const headers = { 'x-amz-copy-source': `/rot/${name}` };
      const copied = await send('PUT', `/rot/to-${name}`, { headers });
      assert.ok(copied.status === 500 || copied.text.includes('<Error>'), copied.text);
      assert.equal((await send('HEAD', `/rot/to-${name}`)).status, 404);
      assert.equal((await send('PUT', `/rot/${name}`, { body: bytes })).status, 200);
      const again = await get(`/rot/${name}`);
      assert.ok(again !== 'broken' && again.body.equals(bytes));
      rot(name, 'last');
      assert.equal((await send('DELETE', `/rot/${name}`)).status, 204);
    });
  }

  test('in a part of an object fail its reads, and not those of other parts', async () => {
    const begun = await send('POST', '/rot/parts', { query: 'uploads=' });
    const uploadId = /<UploadId>([^<]*)/.exec(begun.text)?.[1] ?? '';
    const sizes = [5 * 1024 * 1024, 1_000];
    const etags: string[] = [];
    for (const [index, sizeBytes] of sizes.entries()) {
      const query = `partNumber=${index + 1}&uploadId=${uploadId}`;
      const sent = body(`part${index}`, sizeBytes);
      etags.push(String((await send('PUT', '/rot/parts', { query, body: sent })).headers.etag));
    }
    const parts = etags.map(
      (etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`,
    );
    const document = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    await send('POST', '/rot/parts', { query: `uploadId=${uploadId}`, body: document });
    rot('parts', 'first', 2);
    assert.equal(await get('/rot/parts'), 'broken');
    const first = await send('GET', '/rot/parts', { query: 'partNumber=1' });
    assert.equal(first.status, 206);
    assert.ok(first.body.equals(body('part0', sizes[0] ?? 0)));
    assert.equal((await send('GET', '/rot/parts', { query: 'partNumber=2' })).status, 500);
  });

  test('are told in the log', () => {
    assert.match(server.output(), /a request failed .*Blob \d+ is corrupt: block \d+ does not/);
  });
});
