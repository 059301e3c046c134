import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  attribute,
  boolean,
  flattenedList,
  integer,
  list,
  oneOf,
  optional,
  structure,
  text,
  timestamp,
} from './shape.ts';
import { readDocument, XmlError } from './xml-read.ts';
import { escapeXml, writeDocument } from './xml-write.ts';

const tagging = structure({
  TagSet: list('Tag', structure({ Key: text({ minLength: 1 }), Value: text() }), { maxItems: 3 }),
});
const deletion = structure({
  Quiet: optional(boolean()),
  Object: flattenedList(structure({ Key: text(), VersionId: optional(text()) })),
});

function refused(source: string, root: string, shape: Parameters<typeof readDocument>[2]) {
  assert.throws(() => readDocument(source, root, shape), XmlError);
}

describe('reading a document', () => {
  test('wrapped and flattened lists become arrays', () => {
    const tags = '<Tagging xmlns="x"><TagSet><Tag><Key>a</Key><Value/></Tag></TagSet></Tagging>';
    assert.deepEqual(readDocument(tags, 'Tagging', tagging), { TagSet: [{ Key: 'a', Value: '' }] });
    const objects = '<Delete><Object><Key>a</Key></Object><Object><Key>b</Key></Object></Delete>';
    assert.deepEqual(readDocument(objects, 'Delete', deletion), {
      Quiet: undefined,
      Object: [
        { Key: 'a', VersionId: undefined },
        { Key: 'b', VersionId: undefined },
      ],
    });
  });

  test('prefixed elements are known by their local names', () => {
    const source = '<s:Delete xmlns:s="x"><s:Object><s:Key>k</s:Key></s:Object></s:Delete>';
    assert.deepEqual(readDocument(source, 'Delete', deletion), {
      Quiet: undefined,
      Object: [{ Key: 'k', VersionId: undefined }],
    });
  });

  test('an attribute of a structure is a member like any other', () => {
    const grantee = structure({ Type: attribute('xsi:type', 'xmlns:xsi="x"'), ID: text() });
    const source = '<Grantee xmlns:xsi="x" xsi:type="CanonicalUser"><ID>1</ID></Grantee>';
    const value = readDocument(source, 'Grantee', grantee);
    assert.deepEqual(value, { Type: 'CanonicalUser', ID: '1' });
    assert.match(writeDocument('Grantee', grantee, value), /<Grantee><ID>1<\/ID><\/Grantee>$/);
  });

  test('a document with a DOCTYPE is refused before anything of it is read', () => {
    refused('<!DOCTYPE a [<!ENTITY x "y">]><Delete/>', 'Delete', deletion);
  });

  test('what is not well-formed, has another root, or lacks a member is refused', () => {
    refused('<Delete><Object></Delete>', 'Delete', deletion);
    refused('', 'Delete', deletion);
    refused('<Remove/>', 'Delete', deletion);
    refused('<Delete/>', 'Delete', deletion);
    refused('<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>', 'Tagging', tagging);
  });

  test('a scalar that stands twice, holds elements, or does not fit its shape is refused', () => {
    const shape = structure({ A: integer(1, 10) });
    refused('<R><A>1</A><A>2</A></R>', 'R', shape);
    refused('<R><A><B/></A></R>', 'R', shape);
    refused('<R><A>11</A></R>', 'R', shape);
    refused('<R><A>1e1</A></R>', 'R', shape);
    refused('<R><A>yes</A></R>', 'R', structure({ A: boolean() }));
    refused('<R><A>c</A></R>', 'R', structure({ A: oneOf('a', 'b') }));
    refused('<R><A>tomorrow</A></R>', 'R', structure({ A: timestamp() }));
  });

  test('a list beyond its limit is refused', () => {
    const tag = '<Tag><Key>a</Key><Value>b</Value></Tag>';
    refused(`<Tagging><TagSet>${tag.repeat(4)}</TagSet></Tagging>`, 'Tagging', tagging);
  });

  test('a time without a zone is UTC', () => {
    const shape = structure({ A: timestamp() });
    const expected = { A: Date.UTC(2026, 0, 2, 3, 4, 5) };
    assert.deepEqual(readDocument('<R><A>2026-01-02T03:04:05</A></R>', 'R', shape), expected);
    assert.deepEqual(readDocument('<R><A>2026-01-02T03:04:05Z</A></R>', 'R', shape), expected);
  });

  test('whatever text is written is read back the same', () => {
    const shape = structure({ A: text() });
    // The characters that XML 1.0 can carry at all; a lone CR is written as a reference.
    const characters = fc.string({ unit: 'grapheme' }).map((s) => s.replace(/\p{Cs}/gu, ''));
    fc.assert(
      fc.property(characters, (value) => {
        const source = writeDocument('R', shape, { A: value });
        assert.deepEqual(readDocument(source, 'R', shape), { A: value });
      }),
    );
  });
});

describe('writing a document', () => {
  test('markup and control characters in a text are escaped', () => {
    assert.equal(escapeXml(`<a b="c">&\r\u0001`), '&lt;a b=&quot;c&quot;&gt;&amp;&#xd;&#x1;');
  });

  test('quotes around a text are escaped, whatever is within', () => {
    assert.equal(escapeXml('"etag"'), '&quot;etag&quot;');
    assert.equal(escapeXml('"a<b"'), '&quot;a&lt;b&quot;');
    assert.equal(escapeXml('""'), '&quot;&quot;');
    assert.equal(escapeXml('"'), '&quot;');
  });

  test('a word that is none of its set is written like any other text', () => {
    const shape = structure({ A: oneOf<string>('yes', 'no'), B: oneOf('<') });
    const text = writeDocument('R', shape, { A: '"maybe"', B: '<' });
    assert.match(text, /<A>&quot;maybe&quot;<\/A><B>&lt;<\/B>/);
  });

  test('every instant is written as Date has it', () => {
    const shape = structure({ A: timestamp('milliseconds') });
    const instant = fc.integer({ min: -8.64e15, max: 8.64e15 });
    fc.assert(
      fc.property(instant, (value) => {
        const iso = new Date(value).toISOString();
        assert.ok(writeDocument('R', shape, { A: value }).includes(`<A>${iso}</A>`));
      }),
    );
  });

  test('a time is ISO 8601, to the precision of its shape', () => {
    const shape = structure({ A: timestamp('milliseconds'), B: timestamp('seconds') });
    assert.match(
      writeDocument('R', shape, { A: 1, B: 1 }),
      /<A>1970-01-01T00:00:00.001Z<\/A><B>1970-01-01T00:00:00Z<\/B>/,
    );
  });
});
