import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { BodyOptions } from '../operation/body.ts';
import { ServiceError } from '../operation/errors.ts';
import type { WireRequest } from '../operation/request.ts';
import { authenticate } from './authenticate.ts';
import { requestBody } from './body.ts';
import type { BodyCheck } from './body-check.ts';
import { documentedCredential, requestFixture } from './request-fixture.ts';

const options: BodyOptions = { maxBytes: 5 * 1024 ** 3, wantMd5: true };
const unsigned: BodyCheck = { kind: 'unsigned' };
const unsignedTrailer: BodyCheck = { kind: 'chunked', signature: undefined, trailer: true };

function put(
  body: string | readonly Uint8Array[] | Readable,
  headers: Record<string, string> = {},
  length: number | undefined = typeof body === 'string' ? Buffer.byteLength(body) : undefined,
): WireRequest {
  return requestFixture({
    method: 'PUT',
    url: '/bucket/key',
    nowMs: 0,
    headers: { ...(length !== undefined && { 'content-length': String(length) }), ...headers },
    body: typeof body === 'string' ? [Buffer.from(body, 'latin1')] : body,
  });
}

async function read(request: WireRequest, check: BodyCheck = unsigned, more = options) {
  const stream = requestBody(request, check).open(more);
  const pieces: Uint8Array[] = [];
  for await (const piece of stream.chunks()) pieces.push(piece);
  return { digest: await stream.finish(), bytes: Buffer.concat(pieces) };
}

async function refusal(request: WireRequest, check: BodyCheck = unsigned, more = options) {
  try {
    await read(request, check, more);
  } catch (error) {
    assert.ok(error instanceof ServiceError, String(error));
    return error;
  }
  assert.fail('the body was accepted');
}

describe('a body in one piece', () => {
  test('comes with its size and MD5', async () => {
    const { digest, bytes } = await read(put('hello'));
    assert.equal(bytes.toString(), 'hello');
    assert.deepEqual(digest, {
      sizeBytes: 5,
      md5Hex: '5d41402abc4b2a76b9719d911017c592',
      checksum: undefined,
    });
  });

  test('comes with a checksum that nobody sent, when it is asked for', async () => {
    const { digest } = await read(put('123456789'), unsigned, {
      ...options,
      wantChecksum: 'CRC32',
    });
    assert.deepEqual(digest.checksum, { algorithm: 'CRC32', value: 'y/Q5Jg==' });
  });

  for (const [header, value, expected] of [
    ['x-amz-checksum-crc32', 'y/Q5Jg==', 'y/Q5Jg=='],
    ['x-amz-checksum-crc32c', '4waSgw==', '4waSgw=='],
    ['x-amz-checksum-crc64nvme', 'rosUhgp5mIg=', 'rosUhgp5mIg='],
    ['x-amz-checksum-sha1', '98O8HYCOBHMq32eZZczDTKeuNEE=', '98O8HYCOBHMq32eZZczDTKeuNEE='],
    [
      'x-amz-checksum-sha256',
      'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=',
      'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=',
    ],
  ] as const) {
    test(`is verified against ${header}`, async () => {
      const { digest } = await read(put('123456789', { [header]: value }));
      assert.equal(digest.checksum?.value, expected);
      const error = await refusal(put('123456780', { [header]: value }));
      assert.equal(error.code, 'BadDigest');
      const algorithm = header.slice('x-amz-checksum-'.length).toUpperCase();
      assert.equal(
        error.message,
        `The ${algorithm} you specified did not match the calculated checksum.`,
      );
    });
  }

  for (const [what, headers, code, message] of [
    ['a short Content-MD5', { 'content-md5': 'YWJyYWNhZGFicmE=' }, 'InvalidDigest', /not valid/],
    ['an empty Content-MD5', { 'content-md5': '' }, 'InvalidDigest', /not valid/],
    [
      'another Content-MD5',
      { 'content-md5': 'rL0Y20xC+Fzt72VPzMSk2A==' },
      'BadDigest',
      /Content-MD5/,
    ],
    [
      'a checksum that is no base64',
      { 'x-amz-checksum-crc32': 'bad' },
      'InvalidRequest',
      /^Value for x-amz-checksum-crc32 header is invalid\.$/,
    ],
    [
      'two checksums',
      { 'x-amz-checksum-crc32': 'y/Q5Jg==', 'x-amz-checksum-crc32c': '4waSgw==' },
      'InvalidRequest',
      /^Expecting a single x-amz-checksum- header\./,
    ],
    [
      'an algorithm that is none',
      { 'x-amz-sdk-checksum-algorithm': 'CRC16' },
      'InvalidRequest',
      /^Checksum algorithm provided is unsupported/,
    ],
    [
      'an algorithm without a value',
      { 'x-amz-sdk-checksum-algorithm': 'CRC32' },
      'InvalidRequest',
      /no corresponding x-amz-checksum-\* or x-amz-trailer headers were found/,
    ],
    [
      'the value of another algorithm',
      { 'x-amz-sdk-checksum-algorithm': 'SHA1', 'x-amz-checksum-crc32': 'y/Q5Jg==' },
      'InvalidRequest',
      /^Value for x-amz-sdk-checksum-algorithm header is invalid/,
    ],
    [
      'a trailer that is no checksum',
      { 'x-amz-trailer': 'x-amz-meta-a' },
      'InvalidRequest',
      /x-amz-trailer header is not supported/,
    ],
    [
      'a trailer that cannot come',
      { 'x-amz-trailer': 'x-amz-checksum-crc32' },
      'MalformedTrailerError',
      /trailing data/,
    ],
  ] as const) {
    test(`with ${what} is refused`, async () => {
      const error = await refusal(put('123456789', headers));
      assert.equal(error.code, code);
      assert.match(error.message, message);
      assert.equal(error.status, 400);
    });
  }

  test('is held to a checksum of each later algorithm', async () => {
    const empty = { 'x-amz-checksum-md5': '1B2M2Y8AsgTpgAmY7PhCfg==' };
    assert.equal((await refusal(put('123456789', empty))).code, 'BadDigest');
    const values = { md5: 'JfnnlDI7RTiF9RgfG2JNCw==', xxhash3: 'ctyxi2ehff8=' };
    for (const [name, value] of Object.entries(values)) {
      await read(put('123456789', { [`x-amz-checksum-${name}`]: value }));
    }
  });

  test('that is not what x-amz-content-sha256 says is refused', async () => {
    const sha256Hex = '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225';
    await read(put('123456789'), { kind: 'sha256', sha256Hex });
    const error = await refusal(put('123456780'), { kind: 'sha256', sha256Hex });
    assert.equal(error.code, 'XAmzContentSHA256Mismatch');
    assert.equal(error.fields.ClientComputedContentSHA256, sha256Hex);
  });

  test('without a length is 411, and with Transfer-Encoding chunked is 501', async () => {
    const none = await refusal(put([Buffer.from('x')]));
    assert.equal(none.code, 'MissingContentLength');
    assert.equal(none.status, 411);
    const chunked = await refusal(put([Buffer.from('x')], { 'transfer-encoding': 'chunked' }));
    assert.equal(chunked.code, 'NotImplemented');
    assert.deepEqual(chunked.fields, { Header: 'Transfer-Encoding' });
  });

  test('above the limit is refused before the client is told to go on', async () => {
    let continued = false;
    const request = {
      ...put('12345'),
      continue() {
        continued = true;
      },
    };
    const error = await refusal(request, unsigned, { ...options, maxBytes: 4 });
    assert.equal(error.code, 'EntityTooLarge');
    assert.deepEqual(error.fields, { ProposedSize: '5', MaxSizeAllowed: '4' });
    assert.equal(continued, false);
  });

  test('that ends early, or breaks off, is IncompleteBody', async () => {
    assert.equal((await refusal(put('1234', {}, 5))).code, 'IncompleteBody');
    const broken = new Readable({
      read() {
        this.push(Buffer.from('12'));
        this.destroy(new Error('aborted'));
      },
    });
    assert.equal((await refusal(put(broken, {}, 5))).code, 'IncompleteBody');
  });
});

describe('a small document', () => {
  test('may have no length, and is empty then', async () => {
    assert.equal((await requestBody(put([]), unsigned).readAll(10)).length, 0);
  });

  test('beyond the limit is refused with the error that was given', async () => {
    const tooLarge = new ServiceError('MalformedPolicy');
    for (const request of [
      put('12345678901'),
      put([Buffer.from('12345678901')], { 'transfer-encoding': 'chunked' }),
    ]) {
      await assert.rejects(requestBody(request, unsigned).readAll(10, tooLarge), tooLarge);
    }
  });

  test('of CompleteMultipartUpload is not compared with the checksum of the object', async () => {
    const request = requestFixture({
      method: 'POST',
      url: '/bucket/key?uploadId=1',
      nowMs: 0,
      headers: { 'content-length': '1', 'x-amz-checksum-sha256': 'abc-3' },
      body: [Buffer.from('x')],
    });
    assert.equal((await requestBody(request, unsigned).readAll(10)).toString(), 'x');
  });
});

/** The wire in pieces of every size, so that each boundary falls in each state of the decoder. */
function inPieces(wire: string, sizeBytes: number): Buffer[] {
  const bytes = Buffer.from(wire, 'latin1');
  const pieces: Buffer[] = [];
  for (let i = 0; i < bytes.length; i += sizeBytes) pieces.push(bytes.subarray(i, i + sizeBytes));
  return pieces;
}

describe('aws-chunked without signatures', () => {
  const headers = {
    'x-amz-decoded-content-length': '9',
    'x-amz-trailer': 'x-amz-checksum-crc32',
    'transfer-encoding': 'chunked',
  };
  const good = '9\r\n123456789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n';

  test('is decoded wherever the pieces of the wire end', async () => {
    for (let size = 1; size <= good.length; size++) {
      const { bytes, digest } = await read(put(inPieces(good, size), headers), unsignedTrailer);
      assert.equal(bytes.toString(), '123456789');
      assert.deepEqual(digest.checksum, { algorithm: 'CRC32', value: 'y/Q5Jg==' });
    }
  });

  for (const [what, wire, code] of [
    ['cut off in its data', '9\r\n1234', 'IncompleteBody'],
    ['without its last chunk', '9\r\n123456789\r\n', 'IncompleteBody'],
    ['without the empty line at the end', good.slice(0, -2), 'IncompleteBody'],
    [
      'with less data than was declared',
      '8\r\n12345678\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n',
      'IncompleteBody',
    ],
    ['with more data than was declared', '10\r\n1234567890abcdef\r\n0\r\n\r\n', 'IncompleteBody'],
    ['with a chunk longer than its size', '8\r\n123456789\r\n0\r\n\r\n', 'InvalidRequest'],
    ['with a size that is no number', 'x\r\n123456789\r\n0\r\n\r\n', 'InvalidRequest'],
    ['with a negative size', '-9\r\n123456789\r\n0\r\n\r\n', 'InvalidRequest'],
    ['with an enormous size', 'ffffffffffffffff\r\n1', 'IncompleteBody'],
    ['with bare line feeds', good.replaceAll('\r', ''), 'InvalidRequest'],
    ['with an endless size line', '0'.repeat(2000), 'InvalidRequest'],
    ['with bytes after its end', `${good}x`, 'InvalidRequest'],
    [
      'with a signature that was not announced',
      `9;chunk-signature=${'0'.repeat(64)}\r\n123456789\r\n0\r\n\r\n`,
      'InvalidRequest',
    ],
    ['without the announced trailer', '9\r\n123456789\r\n0\r\n\r\n', 'MalformedTrailerError'],
    ['with another trailer', good.replace('crc32', 'crc32c'), 'MalformedTrailerError'],
    ['with two trailers', good.replace('x-amz', 'x-amz-a:1\r\nx-amz'), 'MalformedTrailerError'],
    ['with a wrong checksum in its trailer', good.replace('y/Q5Jg', 'AAAAAA'), 'BadDigest'],
    ['with a malformed checksum in its trailer', good.replace('y/Q5Jg==', 'AA'), 'InvalidRequest'],
  ] as const) {
    test(`${what} is refused`, async () => {
      for (const size of [1, 7, 1000]) {
        const error = await refusal(put(inPieces(wire, size), headers), unsignedTrailer);
        assert.equal(error.code, code);
      }
    });
  }

  test('needs x-amz-decoded-content-length', async () => {
    const error = await refusal(put([Buffer.from(good)]), unsignedTrailer);
    assert.equal(error.code, 'MissingContentLength');
  });

  test('may have only one small chunk, the last one', async () => {
    const wire = '4\r\n1234\r\n5\r\n56789\r\n0\r\nx-amz-checksum-crc32:y/Q5Jg==\r\n\r\n';
    const error = await refusal(put([Buffer.from(wire)], headers), unsignedTrailer);
    assert.equal(error.code, 'InvalidChunkSizeError');
    assert.deepEqual(error.fields, { Chunk: '1', BadChunkSize: '4' });
  });

  test('gives an error or the right bytes for any damage to any byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: good.length - 1 }),
        fc.integer({ min: 0, max: 255 }),
        async (at, byte) => {
          const wire = Buffer.from(good);
          wire[at] = byte;
          try {
            const { bytes } = await read(put([wire], headers), unsignedTrailer);
            assert.equal(bytes.toString(), '123456789');
          } catch (error) {
            assert.ok(error instanceof ServiceError, String(error));
          }
        },
      ),
    );
  });
});

describe("the chunked upload of S3's documentation", () => {
  const chunkSizes = [65_536, 1024, 0];
  const signatures = [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ];
  const chunks = chunkSizes.map(
    (size, i) => `${size.toString(16)};chunk-signature=${signatures[i]}\r\n${'a'.repeat(size)}\r\n`,
  );
  const [first = '', second = '', last = ''] = chunks;

  function upload(wire: string, pieceBytes = 16_000): { request: WireRequest; check: BodyCheck } {
    const request = requestFixture({
      method: 'PUT',
      url: '/examplebucket/chunkObject.txt',
      nowMs: Date.UTC(2013, 4, 24),
      headers: {
        Host: 's3.amazonaws.com',
        'x-amz-date': '20130524T000000Z',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
        Authorization:
          'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class,Signature=4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
        'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
        'Content-Encoding': 'aws-chunked',
        'x-amz-decoded-content-length': '66560',
        'Content-Length': '66824',
      },
      body: inPieces(wire, pieceBytes),
    });
    const proof = authenticate(
      request,
      () => ({ kind: 'found', credential: documentedCredential }),
      { service: 's3', region: 'us-east-1' },
    );
    assert.ok(!(proof instanceof Promise));
    return { request, check: proof.bodyCheck };
  }

  test('is accepted with its exact signatures', async () => {
    for (const pieceBytes of [100, 16_000, 65_536, 100_000]) {
      const { request, check } = upload(chunks.join(''), pieceBytes);
      const { bytes, digest } = await read(request, check);
      assert.equal(bytes.length, 66_560);
      assert.equal(digest.sizeBytes, 66_560);
      assert.ok(bytes.every((byte) => byte === 0x61));
    }
  });

  for (const [what, wire, code] of [
    [
      'one byte changed',
      `${first.slice(0, 1000)}b${first.slice(1001)}${second}${last}`,
      'SignatureDoesNotMatch',
    ],
    ['its first chunk left out', second + last, 'SignatureDoesNotMatch'],
    ['its first chunk repeated', first + first + last, 'IncompleteBody'],
    ['its second chunk repeated', first + second + second + last, 'IncompleteBody'],
    ['its chunks in another order', second + first + last, 'SignatureDoesNotMatch'],
    ['its second chunk left out', first + last, 'SignatureDoesNotMatch'],
    ['its last chunk left out', first + second, 'IncompleteBody'],
    [
      'the last chunk signed by zeros',
      first + second + last.replace(/[0-9a-f]{64}/, '0'.repeat(64)),
      'SignatureDoesNotMatch',
    ],
    ['no signature on a chunk', first.replace(/;[^\r]*/, '') + second + last, 'InvalidRequest'],
    [
      'a trailer that was not announced',
      `${first}${second}${last.slice(0, -2)}a:b\r\n\r\n`,
      'InvalidRequest',
    ],
  ] as const) {
    test(`is refused with ${what}`, async () => {
      const { request, check } = upload(wire);
      assert.equal((await refusal(request, check)).code, code);
    });
  }
});
