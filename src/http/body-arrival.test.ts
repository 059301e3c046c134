import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { requestBody } from './body.ts';
import { requestFixture } from './request-fixture.ts';

const digits = '123456789';
const crc32 = 'y/Q5Jg==';

function put(body: Readable) {
  const headers = { 'content-length': String(digits.length), 'x-amz-checksum-crc32': crc32 };
  const request = requestFixture({ method: 'PUT', url: '/b/k', nowMs: 0, headers, body });
  return requestBody(request, { kind: 'unsigned' }).open({ maxBytes: 100, wantMd5: true });
}

async function read(body: Readable): Promise<readonly string[]> {
  const stream = put(body);
  const pieces: string[] = [];
  for await (const piece of stream.chunks()) pieces.push(Buffer.from(piece).toString());
  const { sizeBytes, checksum } = await stream.finish();
  assert.equal(sizeBytes, digits.length);
  assert.equal(checksum?.value, crc32);
  return pieces;
}

test('a small body of which all is there is taken in one piece, and its stream ends', async () => {
  const wire = new Readable({ read() {} });
  wire.push(digits.slice(0, 4));
  wire.push(digits.slice(4));
  wire.push(null);
  const ended = once(wire, 'end');
  assert.deepEqual(await read(wire), [digits]);
  await ended;
});

test('a body of which a part is there is waited for', async () => {
  const wire = new Readable({ read() {} });
  wire.push(digits.slice(0, 4));
  const reading = read(wire);
  await new Promise((resolve) => setImmediate(resolve));
  wire.push(digits.slice(4));
  wire.push(null);
  assert.equal((await reading).join(''), digits);
});
