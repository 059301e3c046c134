import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Crc64Nvme } from '@aws-sdk/crc64-nvme';
import fc from 'fast-check';
import { type ChecksumAlgorithm, parseChecksum } from './algorithms.ts';
import { combineCrcs } from './combine.ts';
import { compositeChecksum } from './composite.ts';
import { crc64Nvme } from './crc64-nvme.ts';
import { createDigest } from './incremental.ts';

function digestOf(algorithm: ChecksumAlgorithm, ...pieces: Uint8Array[]): Buffer {
  const digest = createDigest(algorithm);
  for (const piece of pieces) digest.update(piece);
  return digest.digest();
}

describe('each checksum of the text 123456789', () => {
  for (const [algorithm, hex] of [
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
    ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
    [
      'SHA512',
      'd9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274ad27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85',
    ],
    ['MD5', '25f9e794323b453885f5181f1b624d0b'],
    ['XXHASH64', '8cb841db40e6ae83'],
    ['XXHASH3', '72dcb18b67a17dff'],
    ['XXHASH128', '33119477ede5dcd5e9716427681d5860'],
  ] as const) {
    test(`is the published one for ${algorithm}`, () => {
      assert.equal(digestOf(algorithm, Buffer.from('123456789')).toString('hex'), hex);
      const pieces = [Buffer.from('1234'), Buffer.from(''), Buffer.from('56789')];
      assert.equal(digestOf(algorithm, ...pieces).toString('hex'), hex);
    });
  }
});

test('the checksum of nothing is that of an empty body', () => {
  assert.equal(digestOf('CRC64NVME').toString('hex'), '0000000000000000');
  assert.equal(digestOf('CRC32').toString('hex'), '00000000');
  assert.equal(digestOf('MD5').toString('hex'), 'd41d8cd98f00b204e9800998ecf8427e');
});

test("CRC-64 agrees with the AWS SDK's for all sizes and pieces", async () => {
  for (const size of [0, 1, 7, 8, 15, 16, 17, 31, 1000, 163_839, 163_840, 163_841, 400_001]) {
    const bytes = Buffer.alloc(size);
    for (let i = 0; i < size; i++) bytes[i] = (i * 31 + (i >> 8)) & 0xff;
    const reference = new Crc64Nvme();
    reference.update(bytes);
    const expected = Buffer.from(await reference.digest()).toString('hex');
    assert.equal(crc64Nvme(bytes).toString(16).padStart(16, '0'), expected, `${size} bytes`);
    const cut = Math.floor(size / 3);
    const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
    assert.equal(digestOf('CRC64NVME', ...pieces).toString('hex'), expected);
  }
});

for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME'] as const) {
  test(`${algorithm}s of parts combine to that of the whole`, () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (pieces) => {
        const parts = pieces.map((piece) => ({
          checksum: digestOf(algorithm, piece),
          sizeBytes: piece.length,
        }));
        const whole = digestOf(algorithm, Buffer.concat(pieces));
        assert.deepEqual(combineCrcs(algorithm, parts), whole);
      }),
    );
  });
}

test('digests that take turns do not disturb each other', () => {
  for (const algorithm of ['XXHASH64', 'XXHASH3', 'XXHASH128'] as const) {
    const [one, other] = [createDigest(algorithm), createDigest(algorithm)];
    for (let piece = 0; piece < 5; piece += 1) {
      one.update(Buffer.alloc(300, piece));
      other.update(Buffer.alloc(70, 255 - piece));
    }
    const whole = Buffer.concat(Array.from({ length: 5 }, (_, piece) => Buffer.alloc(300, piece)));
    assert.deepEqual(one.digest(), digestOf(algorithm, whole));
    assert.notDeepEqual(other.digest(), one.digest());
  }
});

test('a composite checksum is the checksum of the checksums, with the number of parts', () => {
  const parts = [Buffer.from('a'), Buffer.from('b')].map((part) => digestOf('SHA256', part));
  const expected = digestOf('SHA256', Buffer.concat(parts)).toString('base64');
  assert.equal(compositeChecksum('SHA256', parts), `${expected}-2`);
});

test('a checksum has one spelling in base64', () => {
  const spellings: readonly (readonly [ChecksumAlgorithm, string, boolean])[] = [
    ['CRC32', 'y/Q5Jg==', true],
    ['CRC32', 'y/Q5Jg', false],
    ['CRC32', 'y/Q5Jh==', false],
    ['CRC32', 'y_Q5Jg==', false],
    ['CRC32', ' y/Q5Jg==', false],
    ['CRC32', '', false],
    ['CRC32', 'y/Q5JgAA', false],
    ['CRC64NVME', 'rosUhgp5mIg=', true],
  ];
  for (const [algorithm, text, isValid] of spellings) {
    assert.equal(parseChecksum(algorithm, text) !== undefined, isValid, text);
  }
});
