import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import zlib from 'node:zlib';
import { createBucket } from '../conformance/harness/buckets.ts';
import { s3Client } from '../conformance/harness/clients.ts';
import { useServer } from '../conformance/harness/server.ts';
import { sendSigned } from '../conformance/harness/signed-request.ts';
import { uniqueName } from '../conformance/harness/unique-name.ts';
import { type ChunkedUpload, chunkBytes, sendBody, signChunks } from './chunks.ts';

const server = await useServer();
const bucket = await createBucket(s3Client(server));
const piece = (letter: string, bytes = chunkBytes) => Buffer.from(letter.repeat(bytes));
const pieces = [piece('a'), piece('b'), piece('c', 100)];
const whole = Buffer.concat(pieces);
const join = (...parts: readonly (string | Uint8Array)[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part)));
const bodyOf = ({ chunks, end }: ChunkedUpload) => join(...chunks, end);

async function stored(path: string): Promise<string> {
  const { status, text } = await sendSigned(server, { path, credentials: server.root });
  return status === 200 ? text : String(status);
}

const newPath = () => `/${bucket}/${uniqueName('upload')}`;

/** An upload that lies, which must be refused and leave no object. */
async function refuses(
  lie: (upload: ChunkedUpload) => Uint8Array,
  answers: RegExp,
  options: Parameters<typeof sendBody>[3] = {},
  trailer?: string,
): Promise<void> {
  const path = newPath();
  const upload = signChunks(server, path, pieces, trailer);
  assert.match(await sendBody(server, upload, lie(upload), options), answers);
  assert.equal(await stored(path), '404');
}

const checksum = 'x-amz-checksum-crc32:';

function crc32(data: Uint8Array): string {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(zlib.crc32(data));
  return value.toString('base64');
}

describe('CVE-2021-21390: what is said of signed chunks must be true', () => {
  test('an upload in chunks is stored when nobody lies', async () => {
    const path = newPath();
    const upload = signChunks(server, path, pieces);
    assert.equal(await sendBody(server, upload, bodyOf(upload)), '200');
    assert.equal(await stored(path), whole.toString());
  });

  const broken = /^(400 (IncompleteBody|RequestTimeout|BadRequest)|0)$/;
  for (const [name, lie, answers] of [
    ['the last chunk is missing', ({ chunks }) => join(...chunks.slice(0, -1)), broken],
    ['the last two chunks are missing', ({ chunks }) => join(...chunks.slice(0, -2)), broken],
    ['a chunk is cut', ({ chunks }) => join(...chunks).subarray(0, chunkBytes), broken],
    ['the end is cut', ({ chunks }) => join(...chunks).subarray(0, -3), broken],
    [
      'two chunks change places',
      ({ chunks: [a = '', b = '', ...rest], end }) => join(b, a, ...rest, end),
      /^403 SignatureDoesNotMatch$/,
    ],
    [
      'a chunk comes twice',
      ({ chunks: [a = '', , ...rest], end }) => join(a, a, ...rest, end),
      /^403 SignatureDoesNotMatch$/,
    ],
    [
      'a chunk is left out',
      ({ chunks: [, b = '', ...rest], end }) => join(b, ...rest, end),
      /^403 SignatureDoesNotMatch$/,
    ],
    [
      'a byte of a chunk is another',
      (upload) => Buffer.from(bodyOf(upload).toString('latin1').replace('aaa', 'aba'), 'latin1'),
      /^403 SignatureDoesNotMatch$/,
    ],
    [
      'something comes after the last chunk',
      (upload) => join(bodyOf(upload), 'more'),
      /^400 (IncompleteBody|InvalidRequest|MalformedTrailerError)$/,
    ],
    [
      'a chunk says that it is larger than it is',
      (upload) =>
        Buffer.from(bodyOf(upload).toString('latin1').replace('2000;', '2001;'), 'latin1'),
      /^40[03] /,
    ],
    [
      'a chunk says that it is larger than any can be',
      (upload) =>
        Buffer.from(bodyOf(upload).toString('latin1').replace('2000;', 'ffffffffffff;'), 'latin1'),
      /^400 /,
    ],
    [
      'a size is no number',
      (upload) =>
        Buffer.from(bodyOf(upload).toString('latin1').replace('2000;', '-200;'), 'latin1'),
      /^400 /,
    ],
    [
      'a chunk has no signature',
      (upload) =>
        Buffer.from(
          bodyOf(upload)
            .toString('latin1')
            .replace(/;chunk-signature=\w+/, ''),
          'latin1',
        ),
      /^40[03] /,
    ],
  ] satisfies readonly (readonly [string, (upload: ChunkedUpload) => Uint8Array, RegExp])[]) {
    test(`refused, and no object: ${name}`, () => refuses(lie, answers));
  }

  test('refused, and no object: the connection ends before the body', () =>
    refuses(({ chunks }) => join(...chunks.slice(0, 1)), broken, {
      breaksOff: true,
      lengthBytes: 100_000,
    }));

  for (const [name, length] of [
    ['less', whole.length - 1],
    ['more', whole.length + 1],
    ['nothing', 0],
    ['a negative length', -1],
  ] as const) {
    test(`refused, and no object: the decoded length says ${name}`, async () => {
      // The header is signed, so the one who lies is the signer.
      const path = newPath();
      const upload = signChunks(server, path, pieces, undefined, length);
      assert.match(await sendBody(server, upload, bodyOf(upload)), /^400 /);
      assert.equal(await stored(path), '404');
    });
  }

  test('refused, and no object: the trailer is replaced, missing, doubled or unsigned', async () => {
    const trailer = `${checksum}${crc32(whole)}`;
    const path = newPath();
    const upload = signChunks(server, path, pieces, trailer);
    assert.equal(await sendBody(server, upload, bodyOf(upload)), '200');
    const changed = (from: string | RegExp, to: string) => (each: ChunkedUpload) =>
      join(...each.chunks, each.end.replace(from, to));
    const other = `${checksum}${crc32(piece('z'))}`;
    await refuses(changed(trailer, other), /^403 SignatureDoesNotMatch$/, {}, trailer);
    await refuses(changed(`${trailer}\r\n`, ''), /^40[03] /, {}, trailer);
    await refuses(changed(trailer, `${trailer}\r\n${trailer}`), /^40[03] /, {}, trailer);
    await refuses(changed(/x-amz-trailer-signature:\w+\r\n/, ''), /^40[03] /, {}, trailer);
    await refuses(bodyOf, /^400 BadDigest$/, {}, other);
  });

  test('chunks of one upload are nothing in another', async () => {
    const first = signChunks(server, newPath(), pieces);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await refuses(() => bodyOf(first), /^403 SignatureDoesNotMatch$/);
  });
});
