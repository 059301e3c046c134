import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeDocument } from './document.ts';

describe('A policy in a response', () => {
  test('is percent-encoded by RFC 3986, unreserved characters apart', () => {
    const encoded = encodeDocument(`{"a": "!'()*-._~é"}`);
    assert.equal(encoded, '%7B%22a%22%3A%20%22%21%27%28%29%2A-._~%C3%A9%22%7D');
  });

  test('comes back byte for byte', () => {
    const text = '{\r\n\t"Sid": "100% + ünïcode / * ?"\n}';
    assert.equal(decodeURIComponent(encodeDocument(text)), text);
  });
});
