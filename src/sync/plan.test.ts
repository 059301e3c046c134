import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ModelBucket, type TestRules, testSite } from './bucket-fixture.ts';
import { parseMark } from './mark.ts';
import { actionsOf } from './plan.ts';
import type { PlanRules } from './situation.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const keys = ['index.html', '404.html', 'a/page.html', 'a/site.css', 'b.css', 'c.css'];
const key = fc.constantFrom(...keys);
const content = fc.constantFrom('', 'x', 'y', 'longer');
const files = fc.dictionary(key, content, { maxKeys: keys.length });
const testRules = fc.record({
  cacheControl: fc.constantFrom(undefined, 'no-cache', 'max-age=60'),
  acl: fc.constantFrom(undefined, 'public-read'),
});
const options = fc.record({
  force: fc.boolean(),
  delete: fc.boolean(),
  graceMs: fc.constantFrom(0, dayMs),
});

/** What others do to the bucket between two runs. */
const foreign = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key, content }),
  fc.record({ kind: fc.constant('delete' as const), key }),
  fc.record({ kind: fc.constant('redirect' as const), key }),
  /** As an editor of metadata does: the mark stays, and the time is new. */
  fc.record({ kind: fc.constant('headers' as const), key }),
);
const run = fc.record({
  ...{ files, testRules, options },
  between: fc.array(foreign, { maxLength: 3 }),
  waitMs: fc.constantFrom(10 * minuteMs, 2 * dayMs),
  /** Stopped after so many actions; never where it is large. */
  stopAfter: fc.constantFrom(0, 1, 2, 3, 99),
});

type Foreign = typeof foreign extends fc.Arbitrary<infer Value> ? Value : never;

function interfere(bucket: ModelBucket, deed: Foreign): void {
  const there = bucket.objects.get(deed.key);
  if (deed.kind === 'put') bucket.put(deed.key, deed.content, { contentType: 'x/y' });
  else if (deed.kind === 'delete') bucket.objects.delete(deed.key);
  else if (deed.kind === 'redirect') {
    bucket.put(deed.key, '', { contentType: 'text/html', redirect: '/elsewhere' });
  } else if (there !== undefined) {
    bucket.put(deed.key, there.content, { ...there.headers, cacheControl: 'edited' }, there.mark);
  }
}

function planRules(
  bucket: ModelBucket,
  rules: TestRules,
  given: Pick<PlanRules, 'force' | 'delete' | 'graceMs'>,
): PlanRules {
  return { ...given, digest: JSON.stringify(rules), nowMs: bucket.nowMs };
}

function assertEqualToFolder(
  bucket: ModelBucket,
  folder: Readonly<Record<string, string>>,
  rules: TestRules,
): void {
  for (const object of testSite(folder, rules)) {
    const there = bucket.objects.get(object.key);
    assert.equal(there?.content, folder[object.key], object.key);
    assert.deepEqual({ ...there?.headers }, { ...object.headers }, object.key);
    assert.equal(parseMark(there?.mark).acl, rules.acl, object.key);
  }
}

describe('a plan', () => {
  test('makes the bucket equal to the folder, whatever the start and wherever it was stopped', () => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 5 }), (runs) => {
        const bucket = new ModelBucket();
        for (const { files: folder, testRules: rules, ...step } of runs) {
          bucket.nowMs += step.waitMs;
          for (const deed of step.between) interfere(bucket, deed);
          const site = testSite(folder, rules);
          const strangers = [...bucket.objects.keys()].filter((name) => !(name in folder));
          const given = planRules(bucket, rules, step.options);
          const redirects = strangers.filter((name) => bucket.objects.get(name)?.headers.redirect);
          bucket.apply(bucket.plan(site, given), folder, step.stopAfter);
          const again = planRules(bucket, rules, { ...step.options, force: false });
          bucket.apply(bucket.plan(site, again), folder);

          assertEqualToFolder(bucket, folder, rules);
          for (const name of strangers) {
            const isThere = bucket.objects.has(name);
            if (!step.options.delete || redirects.includes(name)) assert.ok(isThere, name);
            else if (step.options.graceMs === 0) assert.ok(!isThere, name);
            else assert.equal(isThere, bucket.pruned.has(name), name);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('has nothing left to do once it was carried out, and asks for one HEAD only', () => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 3 }), (runs) => {
        const bucket = new ModelBucket();
        for (const { files: folder, testRules: rules, between } of runs) {
          bucket.nowMs += dayMs;
          for (const deed of between) interfere(bucket, deed);
          const site = testSite(folder, rules);
          const settings = { force: false, delete: true, graceMs: 0 };
          const given = planRules(bucket, rules, settings);
          bucket.apply(bucket.plan(site, given), folder);
          bucket.inspections = 0;
          const left = bucket.plan(site, planRules(bucket, rules, settings));
          assert.deepEqual(actionsOf(left), []);
          assert.equal(left.unchanged, site.length);
          // Empty strangers are redirects here, and are asked about each time.
          const redirects = left.kept.length;
          assert.ok(bucket.inspections <= 1 + redirects, String(bucket.inspections));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('sends assets before pages, the anchor last, and deletes after that', () => {
    const bucket = new ModelBucket();
    bucket.put('old.html', 'old', {});
    const folder = { 'index.html': 'home', 'a.html': 'page', 'z.css': 'css' };
    const rules: TestRules = { cacheControl: undefined, acl: undefined };
    const given = { force: false, delete: true, graceMs: 0 };
    const made = bucket.plan(testSite(folder, rules), planRules(bucket, rules, given));
    const names = (phases: typeof made.writes) =>
      phases.map((phase) => phase.map((action) => ('object' in action ? action.object.key : '-')));
    assert.deepEqual(names(made.writes), [['z.css'], ['a.html'], ['index.html']]);
    assert.deepEqual(
      made.removals.flat().map((action) => action.kind),
      ['delete'],
    );
  });

  test('keeps a pruned asset for its grace time, counted from the first build without it', () => {
    const bucket = new ModelBucket();
    const rules: TestRules = { cacheControl: undefined, acl: undefined };
    const given = { force: false, delete: true, graceMs: 2 * dayMs };
    const build = (folder: Record<string, string>) => {
      const settings = planRules(bucket, rules, given);
      bucket.apply(bucket.plan(testSite(folder, rules), settings), folder);
      bucket.nowMs += dayMs;
      return [...bucket.objects.keys()].sort();
    };
    build({ 'index.html': '1', 'old.html': '1', 'app-1.js': '1' });
    assert.deepEqual(build({ 'index.html': '2' }), ['app-1.js', 'index.html']);
    assert.deepEqual(build({ 'index.html': '3' }), ['app-1.js', 'index.html']);
    assert.deepEqual(build({ 'index.html': '4' }), ['index.html']);
    assert.equal(bucket.pruned.size, 0);
  });

  test('an asset that comes back has its whole grace time again', () => {
    const bucket = new ModelBucket();
    const rules: TestRules = { cacheControl: undefined, acl: undefined };
    const given = { force: false, delete: true, graceMs: dayMs };
    for (const folder of [{ 'a.css': '1' }, {}, { 'a.css': '1' }, {}]) {
      const settings = planRules(bucket, rules, given);
      bucket.apply(bucket.plan(testSite(folder, rules), settings), folder);
      bucket.nowMs += dayMs - minuteMs;
    }
    assert.ok(bucket.objects.has('a.css'));
  });
});
