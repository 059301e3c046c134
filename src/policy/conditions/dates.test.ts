import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from './dates.ts';

test('every ISO date that JavaScript writes is read as the same time', () => {
  const range = { min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(range), (date) => {
      assert.equal(parseDate(date.toISOString()), date.getTime());
    }),
  );
});

test('digits alone are seconds since 1970', () => {
  assert.equal(parseDate('1767323045'), 1_767_323_045_000);
  assert.equal(parseDate('-1'), -1000);
  assert.equal(parseDate('2026'), 2_026_000);
});

test('offsets count', () => {
  const noon = Date.parse('2026-01-02T12:00:00Z');
  for (const text of ['2026-01-02T13:30:00+01:30', '2026-01-02T07:00-05', '2026-01-02t12:00z']) {
    assert.equal(parseDate(text), noon, text);
  }
});

test('a month and a day are dates at midnight', () => {
  assert.equal(parseDate('2026-03'), Date.parse('2026-03-01T00:00:00Z'));
  assert.equal(parseDate('2024-02-29'), Date.parse('2024-02-29T00:00:00Z'));
});

test('days that no calendar has and other texts are no dates', () => {
  const texts = [
    '',
    '-',
    'soon',
    '2026-02-30',
    '2026-13-01',
    '2026-1-1',
    '2026-01-01T',
    '2026-W01',
  ];
  const times = ['T25:00', 'T12', 'T12:60', 'T12:00:61', 'T12:00:00.', 'T12:00+24', 'T12:00Zx'];
  for (const text of [...texts, ...times.map((time) => `2026-01-01${time}`), '9'.repeat(50)]) {
    assert.equal(parseDate(text), undefined, text);
  }
});
