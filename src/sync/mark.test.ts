import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseMark, printMark } from './mark.ts';

const nothing = {
  md5: undefined,
  acl: undefined,
  rules: undefined,
  strangers: undefined,
  at: undefined,
};

describe('the mark of an object', () => {
  test('is read as it was written', () => {
    const mark = {
      md5: 'a'.repeat(32),
      acl: 'public-read',
      rules: 'r',
      strangers: '7:ab',
      at: '1',
    };
    assert.equal(
      printMark(mark),
      `md5=${'a'.repeat(32)};acl=public-read;rules=r;strangers=7:ab;at=1`,
    );
    assert.deepEqual(parseMark(printMark(mark)), mark);
    assert.deepEqual(parseMark(printMark({ md5: 'm' })), { ...nothing, md5: 'm' });
  });

  test('of another kind, or none, says nothing', () => {
    for (const text of [undefined, '', ';;', '=x', 'other=1']) {
      assert.deepEqual(parseMark(text), nothing);
    }
  });
});
