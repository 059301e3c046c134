import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { base64Bytes } from './binary.ts';

test('bytes come back as they were encoded', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const buffer = Buffer.from(bytes);
      assert.equal(base64Bytes(buffer.toString('base64')), buffer.toString('hex'));
    }),
  );
});

test('what is no padded base64 is refused', () => {
  for (const text of ['A', 'AQI', 'A===', 'AQ=I', 'AQ-_', 'AQI=AQI=', ' AQID', 'AQID\n']) {
    assert.equal(base64Bytes(text), undefined, text);
  }
});
