import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkedTags, objectTagLimit, parseTagHeader } from './tags.ts';

const tag = (Key: string, Value = '') => ({ Key, Value });

describe('tags', () => {
  test('may have letters of any script, spaces and a few signs', () => {
    const tags = checkedTags([tag('Größe 1', 'a+b=c.d_e:f/g@h-i')], objectTagLimit);
    assert.deepEqual(tags, [{ key: 'Größe 1', value: 'a+b=c.d_e:f/g@h-i' }]);
  });

  const refused: readonly (readonly [string, readonly ReturnType<typeof tag>[], string])[] = [
    ['a key twice', [tag('a'), tag('a')], 'InvalidTag'],
    ['an empty key', [tag('')], 'InvalidTag'],
    ['a key of AWS', [tag('aws:a')], 'InvalidTag'],
    ['a key that is too long', [tag('a'.repeat(129))], 'InvalidTag'],
    ['a value that is too long', [tag('a', 'b'.repeat(257))], 'InvalidTag'],
    ['a sign that is not allowed', [tag('a', '<')], 'InvalidTag'],
    ['too many', Array.from({ length: 11 }, (_, i) => tag(`a${i}`)), 'BadRequest'],
  ];
  for (const [name, tags, code] of refused) {
    test(`refuse ${name}`, () => {
      assert.throws(() => checkedTags(tags, objectTagLimit), { code });
    });
  }

  test('come form-encoded in a header, and are kept by key', () => {
    assert.deepEqual(parseTagHeader('foo=bar%20baz&a+b&c=%C3%A9'), [
      { key: 'a b', value: '' },
      { key: 'c', value: 'é' },
      { key: 'foo', value: 'bar baz' },
    ]);
    for (const header of ['a=1&a=2', 'a=%zz']) {
      assert.throws(() => parseTagHeader(header), { code: 'InvalidArgument' });
    }
  });
});
