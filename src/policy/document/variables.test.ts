import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hasVariables, parseTemplate, perValues, resolveTemplate } from './variables.ts';

describe('policy variables', () => {
  test('text and variables alternate', () => {
    assert.deepEqual(parseTemplate('a/${aws:UserName}/*'), [
      { type: 'pattern', text: 'a/' },
      { type: 'variable', key: 'aws:username', fallback: undefined },
      { type: 'pattern', text: '/*' },
    ]);
  });

  test('a default stands in single quotes behind a comma and a space', () => {
    assert.deepEqual(parseTemplate("${aws:username, 'no } one'}"), [
      { type: 'variable', key: 'aws:username', fallback: 'no } one' },
    ]);
    assert.deepEqual(parseTemplate("${a,'b'}"), [
      { type: 'variable', key: "a,'b'", fallback: undefined },
    ]);
  });

  test('stars, question marks and dollars can be literal', () => {
    const parts = parseTemplate('${*}${?}${$}');
    assert.deepEqual(
      parts.map((part) => [part.type, part.type === 'variable' ? part.key : part.text]),
      [
        ['literal', '*'],
        ['literal', '?'],
        ['literal', '$'],
      ],
    );
    assert.ok(!hasVariables(parts));
  });

  test('what is never closed is plain text', () => {
    assert.deepEqual(parseTemplate('x${aws:username'), [
      { type: 'pattern', text: 'x${aws:username' },
    ]);
  });

  test('values become literal text, and the default steps in for a missing one', () => {
    const parts = parseTemplate("${a}-${b, 'z'}");
    const values = new Map([['a', '*']]);
    assert.deepEqual(
      resolveTemplate(parts, (key) => values.get(key)),
      [
        { text: '*', literal: true },
        { text: '-', literal: false },
        { text: 'z', literal: true },
      ],
    );
  });

  test('a variable without value and default leaves nothing to compare with', () => {
    assert.equal(
      resolveTemplate(parseTemplate('x${a}'), () => undefined),
      undefined,
    );
  });

  test('what was built is used again while the values stay the same', () => {
    let built = 0;
    const build = perValues(parseTemplate("${a}/${b, 'z'}/${*}"), (pieces) => {
      built++;
      return pieces.map((piece) => piece.text).join('');
    });
    const withValues = (values: Record<string, string>) => build((key) => values[key]);
    assert.equal(withValues({ a: '1' }), '1/z/*');
    assert.equal(withValues({ a: '1' }), '1/z/*');
    assert.equal(built, 1);
    assert.equal(withValues({ a: '1', b: '2' }), '1/2/*');
    assert.equal(withValues({ b: '2' }), undefined);
    assert.equal(withValues({ a: '3', b: '2' }), '3/2/*');
    assert.equal(withValues({ a: '1' }), '1/z/*');
    assert.equal(built, 4);
  });

  test('a value that is missing in between leaves nothing stale behind', () => {
    const build = perValues(parseTemplate('${a}/${b}'), (pieces) =>
      pieces.map((piece) => piece.text).join(''),
    );
    const withValues = (values: Record<string, string>) => build((key) => values[key]);
    assert.equal(withValues({ a: '1', b: '2' }), '1/2');
    assert.equal(withValues({ a: '3' }), undefined);
    assert.equal(withValues({ a: '3', b: '2' }), '3/2');
  });
});
