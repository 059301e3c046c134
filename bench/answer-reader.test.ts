import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnswerReader } from './answer-reader.ts';

const answers = {
  'a body of known length': ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', false],
  'an empty body': ['HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n', false],
  'no body at all': ['HTTP/1.1 204 No Content\r\n\r\n', false],
  'the head of an object': ['HTTP/1.1 200 OK\r\ncontent-length: 4096\r\n\r\n', true],
  chunks: [
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\na\r\n0123456789\r\n0\r\n\r\n',
    false,
  ],
  'an interim answer': [
    'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok',
    false,
  ],
} as const;

for (const [name, [text, isHead]] of Object.entries(answers)) {
  test(`an answer with ${name} ends at its last byte, however it arrives`, () => {
    const bytes = Buffer.from(text, 'latin1');
    for (let size = 1; size <= bytes.length; size += 1) {
      const reader = new AnswerReader();
      reader.expect(isHead);
      for (let at = 0; at < bytes.length; at += size) {
        const piece = bytes.subarray(at, at + size);
        const isLast = at + size >= bytes.length;
        assert.equal(reader.take(piece), isLast, `pieces of ${size}, at ${at}`);
      }
      assert.equal(reader.status, text.includes('204') ? 204 : 200);
    }
  });
}
