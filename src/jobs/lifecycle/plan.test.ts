import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { KeptLifecycle, LifecycleRule } from '../../s3/configurations/lifecycle.ts';
import { dayMs, daysAfter } from '../../s3/lifecycle/days.ts';
import {
  loneMarkerExpires,
  noncurrentMarkerExpires,
  type Step,
  stepForCurrent,
  stepForNoncurrent,
  uploadExpires,
} from './plan.ts';

const createdMs = Date.parse('2026-03-10T13:00:00Z');
const large = 1024 * 1024;

function lifecycle(...rules: Partial<LifecycleRule>[]): KeptLifecycle {
  return {
    Rule: rules.map((rule, index) => ({
      ID: `rule ${index}`,
      Status: 'Enabled',
      Filter: {},
      ...rule,
    })),
  };
}

const object = {
  key: 'a',
  sizeBytes: large,
  tags: undefined,
  storageClass: 'STANDARD',
  lastModifiedMs: createdMs,
};

/** At a time after the object came. */
const after = (days: number) => ({ nowMs: createdMs + days * dayMs, dayMs });
const at = (text: string) => ({ nowMs: Date.parse(text), dayMs });
const kindOf = (step: Step | undefined) =>
  step?.kind === 'transition' ? step.storageClass : step?.kind;

describe('days of a lifecycle', () => {
  test('end at the next midnight UTC after them', () => {
    const end = (days: number) => new Date(daysAfter(createdMs, days)).toISOString();
    assert.equal(end(1), '2026-03-12T00:00:00.000Z');
    assert.equal(end(0), '2026-03-11T00:00:00.000Z');
    const midnight = Date.parse('2026-03-10T00:00:00Z');
    assert.equal(daysAfter(midnight, 1), midnight + dayMs);
  });
});

describe('the plan for a current version', () => {
  test('expires it after its days, and not a moment before', () => {
    const rules = lifecycle({ Expiration: { Days: 1 } });
    assert.equal(stepForCurrent(rules, object, at('2026-03-11T23:59:59.999Z')), undefined);
    const step = stepForCurrent(rules, object, at('2026-03-12T00:00:00Z'));
    assert.deepEqual(step, { kind: 'expire', rule: 'rule 0' });
  });

  test('expires it at a date, whenever it came', () => {
    const rules = lifecycle({ Expiration: { Date: Date.parse('2026-03-11T00:00:00Z') } });
    assert.equal(stepForCurrent(rules, object, at('2026-03-10T23:59:59Z')), undefined);
    assert.equal(kindOf(stepForCurrent(rules, object, at('2026-03-11T00:00:00Z'))), 'expire');
  });

  test('leaves it alone for rules that are off, or about others', () => {
    const Expiration = { Days: 1 };
    const others: Partial<LifecycleRule>[] = [
      { Status: 'Disabled', Expiration },
      { Filter: { Prefix: 'b' }, Expiration },
      { Filter: { Tag: { Key: 'k', Value: 'v' } }, Expiration },
      { Filter: { ObjectSizeLessThan: large }, Expiration },
      { Expiration: { ExpiredObjectDeleteMarker: true } },
    ];
    for (const rule of others) {
      assert.equal(stepForCurrent(lifecycle(rule), object, after(10)), undefined);
    }
  });

  test('moves it to the coldest class that is due, and only ever down', () => {
    const Transition = [
      { Days: 1, StorageClass: 'STANDARD_IA' as const },
      { Days: 5, StorageClass: 'GLACIER' as const },
      { Days: 60, StorageClass: 'DEEP_ARCHIVE' as const },
    ];
    const rules = lifecycle({ Transition });
    const stepAt = (days: number, storageClass = 'STANDARD') =>
      kindOf(stepForCurrent(rules, { ...object, storageClass }, after(days)));
    assert.equal(stepAt(0.1), undefined);
    assert.equal(stepAt(2), 'STANDARD_IA');
    assert.equal(stepAt(10), 'GLACIER');
    assert.equal(stepAt(10, 'GLACIER'), undefined);
    assert.equal(stepAt(10, 'DEEP_ARCHIVE'), undefined);
    assert.equal(stepAt(10, 'SNOW'), undefined);
  });

  test('expires rather than moves', () => {
    const Transition = [{ Days: 1, StorageClass: 'GLACIER' as const }];
    const rules = lifecycle({ Transition }, { Expiration: { Days: 1 } });
    assert.equal(kindOf(stepForCurrent(rules, object, after(10))), 'expire');
  });

  test('leaves small objects where they are, unless told otherwise', () => {
    const small = { ...object, sizeBytes: 128 * 1024 - 1 };
    const moves = (StorageClass: 'GLACIER' | 'GLACIER_IR') => [{ Days: 1, StorageClass }];
    const step = (kept: KeptLifecycle) => kindOf(stepForCurrent(kept, small, after(10)));
    const archive = lifecycle({ Transition: moves('GLACIER') });
    const instant = lifecycle({ Transition: moves('GLACIER_IR') });
    assert.equal(step(archive), undefined);
    assert.equal(step({ ...archive, minimumSize: 'varies_by_storage_class' }), 'GLACIER');
    assert.equal(step({ ...instant, minimumSize: 'varies_by_storage_class' }), undefined);
    const sized = { Filter: { ObjectSizeGreaterThan: 10 }, Transition: moves('GLACIER_IR') };
    assert.equal(step(lifecycle(sized)), 'GLACIER_IR');
  });
});

describe('the plan for versions that are not current', () => {
  const sinceMs = createdMs;

  test('counts the days from when they stopped to be current', () => {
    const rules = lifecycle({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } });
    const old = { ...object, lastModifiedMs: createdMs - 100 * dayMs };
    const step = (days: number) =>
      stepForNoncurrent(rules, old, { sinceMs, newer: 0 }, after(days));
    assert.equal(step(0.5), undefined);
    assert.equal(kindOf(step(2)), 'expire');
  });

  test('keeps so many newer ones', () => {
    const when = { NoncurrentDays: 1, NewerNoncurrentVersions: 2 };
    const rules = lifecycle({ NoncurrentVersionExpiration: when });
    const kinds = [0, 1, 2, 3].map((newer) =>
      kindOf(stepForNoncurrent(rules, object, { sinceMs, newer }, after(9))),
    );
    assert.deepEqual(kinds, [undefined, undefined, 'expire', 'expire']);
  });

  test('moves them too', () => {
    const rules = lifecycle({
      NoncurrentVersionTransition: [{ NoncurrentDays: 0, StorageClass: 'GLACIER' }],
    });
    const step = stepForNoncurrent(rules, object, { sinceMs, newer: 0 }, after(2));
    assert.equal(kindOf(step), 'GLACIER');
  });
});

describe('the plan for delete markers and uploads', () => {
  const marker = { key: 'a', lastModifiedMs: createdMs };

  test('removes a lone marker at once where a rule says so, else when it is old enough', () => {
    const atOnce = lifecycle({ Expiration: { ExpiredObjectDeleteMarker: true } });
    assert.ok(loneMarkerExpires(atOnce, marker, after(0)));
    const byAge = lifecycle({ Expiration: { Days: 2 } });
    assert.equal(loneMarkerExpires(byAge, marker, after(1)), undefined);
    assert.ok(loneMarkerExpires(byAge, marker, after(4)));
  });

  test('leaves markers alone for rules about tags, sizes or noncurrent versions', () => {
    const Expiration = { Days: 1 };
    const rules: Partial<LifecycleRule>[] = [
      { Filter: { Tag: { Key: 'k', Value: 'v' } }, Expiration },
      { Filter: { ObjectSizeLessThan: 10 }, Expiration },
      { NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    ];
    for (const rule of rules) {
      assert.equal(loneMarkerExpires(lifecycle(rule), marker, after(9)), undefined);
    }
  });

  test('removes a marker that is not current as any version', () => {
    const rules = lifecycle({ NoncurrentVersionExpiration: { NoncurrentDays: 1 } });
    const noncurrent = { sinceMs: createdMs, newer: 0 };
    assert.equal(noncurrentMarkerExpires(rules, 'a', noncurrent, after(0.1)), undefined);
    assert.ok(noncurrentMarkerExpires(rules, 'a', noncurrent, after(3)));
  });

  test('drops uploads by their age and prefix', () => {
    const AbortIncompleteMultipartUpload = { DaysAfterInitiation: 1 };
    const rules = lifecycle({ Prefix: 'a/', Filter: undefined, AbortIncompleteMultipartUpload });
    const upload = { key: 'a/b', initiatedAtMs: createdMs };
    assert.equal(uploadExpires(rules, upload, after(0.1)), undefined);
    assert.ok(uploadExpires(rules, upload, after(3)));
    assert.equal(uploadExpires(rules, { ...upload, key: 'b' }, after(3)), undefined);
  });
});
