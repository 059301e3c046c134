import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readJsonMembers, writeJsonMembers } from './json-document.ts';
import {
  blob,
  boolean,
  integer,
  list,
  type Members,
  optional,
  structure,
  text,
  textMap,
  timestamp,
} from './shape.ts';

const members: Members = {
  KeyId: text({ minLength: 1, maxLength: 4 }),
  Limit: optional(integer(1, 10)),
  Enabled: optional(boolean()),
  Since: optional(timestamp()),
  Tags: optional(list('member', structure({ TagKey: text({ maxLength: 2 }) }), { maxItems: 2 })),
};

const read = (document: unknown) => readJsonMembers(members, document);

describe('documents of the JSON protocol', () => {
  test('carry bytes in base64 and texts by names', () => {
    const shapes: Members = { Plaintext: optional(blob(1, 3)), Context: optional(textMap()) };
    const ask = (document: unknown) => readJsonMembers(shapes, document);
    assert.deepEqual(ask({ Plaintext: 'AQI=', Context: { a: '1' } }), {
      Plaintext: Buffer.from([1, 2]),
      Context: { a: '1' },
    });
    assert.deepEqual(writeJsonMembers(shapes, { Plaintext: new Uint8Array([1, 2]) }), {
      Plaintext: 'AQI=',
    });
    for (const document of [
      { Plaintext: 'AQI' },
      { Plaintext: 5 },
      { Context: [] },
      { Context: { a: 1 } },
    ]) {
      assert.throws(() => ask(document), { code: 'SerializationException' });
    }
    for (const Plaintext of ['', 'AQIDBA==']) {
      const words = { code: 'ValidationException', message: /between 1 and 3/ };
      assert.throws(() => ask({ Plaintext }), words);
      // What may be a secret is not repeated.
      if (Plaintext !== '')
        assert.throws(
          () => ask({ Plaintext }),
          (error) => !/AQID/.test(`${error}`),
        );
    }
  });

  test('give what the shape names, and nothing else', () => {
    const document = {
      KeyId: 'a',
      Limit: 3,
      Enabled: false,
      Since: 1.5,
      Tags: [{ TagKey: 'k', Other: 1 }],
      Strange: {},
    };
    assert.deepEqual(read(document), {
      KeyId: 'a',
      Limit: 3,
      Enabled: false,
      Since: 1_500,
      Tags: [{ TagKey: 'k' }],
    });
    assert.deepEqual(read({ KeyId: 'a', Limit: null }), { KeyId: 'a' });
  });

  test('are refused where a value is of another kind', () => {
    for (const document of [
      null,
      [],
      'text',
      { KeyId: 1 },
      { KeyId: 'a', Limit: '3' },
      { KeyId: 'a', Limit: 1.5 },
      { KeyId: 'a', Enabled: 'true' },
      { KeyId: 'a', Since: '2026' },
      { KeyId: 'a', Tags: {} },
      { KeyId: 'a', Tags: ['k'] },
    ]) {
      assert.throws(() => read(document), { code: 'SerializationException' });
    }
  });

  test('are refused with every violated constraint, in the words of AWS', () => {
    const tooMany = [{ TagKey: 'k' }, { TagKey: 'long' }, { TagKey: 'k' }];
    for (const [document, words] of [
      [{}, /^1 validation error detected: Value null at 'keyId' failed .* must not be null$/],
      [{ KeyId: '' }, /Value '' at 'keyId' .* length greater than or equal to 1/],
      [{ KeyId: 'a', Limit: 0 }, /Value '0' at 'limit' .* greater than or equal to 1/],
      [{ KeyId: 'a', Limit: 11 }, /Value '11' at 'limit' .* less than or equal to 10/],
      [
        { KeyId: 'abcde', Tags: tooMany },
        /^3 validation errors detected: .*'tags\.2\.member\.tagKey'/,
      ],
    ] as const) {
      assert.throws(() => read(document), { code: 'ValidationException', message: words });
    }
  });

  test('never take a member from the prototype', () => {
    const parsed: unknown = JSON.parse('{"__proto__":{"KeyId":"a"}}');
    assert.throws(() => read(parsed), { code: 'ValidationException' });
  });

  test('are written with times in seconds, without what is undefined', () => {
    const value = { KeyId: 'a', Since: 1_500, Tags: [{ TagKey: 'k' }], Limit: undefined };
    const written = { KeyId: 'a', Since: 1.5, Tags: [{ TagKey: 'k' }] };
    assert.deepEqual(writeJsonMembers(members, value), written);
  });
});
