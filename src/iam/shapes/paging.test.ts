import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ServiceError } from '../../operation/errors.ts';
import { pageEndOf, pageOfList, pageRequest } from './paging.ts';

describe('Markers', () => {
  test('carry any place back and forth', () => {
    for (const next of ['a', 'ü/ß', 'x:y', '100']) {
      const { Marker, IsTruncated } = pageEndOf({ next });
      assert.equal(IsTruncated, true);
      assert.deepEqual(pageRequest({ Marker, MaxItems: 7 }), { after: next, limit: 7 });
    }
  });

  test('are left out at the end, and a page holds 100 items by default', () => {
    assert.deepEqual(pageEndOf({ next: undefined }), { IsTruncated: false, Marker: undefined });
    assert.deepEqual(pageRequest({}), { after: undefined, limit: 100 });
  });

  test('that no list gave out are refused', () => {
    for (const Marker of [
      'x',
      'AAAA',
      pageEndOf({ next: '-1' }).Marker,
      pageEndOf({ next: '9' }).Marker,
    ]) {
      assert.throws(() => pageOfList(['a', 'b'], { Marker }), ServiceError);
    }
  });

  test('lead through a list at hand without gap or repetition', () => {
    const items = ['a', 'b', 'c', 'd', 'e'];
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const page = pageOfList(items, { Marker, MaxItems: 2 });
      seen.push(...page.items);
      ({ Marker } = pageEndOf(page));
    } while (Marker !== undefined);
    assert.deepEqual(seen, items);
  });
});
