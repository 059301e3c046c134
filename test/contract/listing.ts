import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type MakeStores, makeBucket, owner, putText } from './stores.ts';

// Keys from few characters, so that prefixes, delimiters and markers meet often. Among them the
// ones whose order in UTF-16 is not that of their bytes, and the ones around which seeking is hard.
const nasty = [
  'a',
  'b',
  '/',
  '\0',
  '\n',
  '\u007f',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '\u{10ffff}',
  '😀',
];
const someText = fc
  .array(fc.constantFrom(...nasty), { maxLength: 4 })
  .map((parts) => parts.join(''));
const someKey = fc
  .array(fc.constantFrom(...nasty), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));
const someDelimiter = fc.constantFrom('', '/', 'a', '/a', '\u{10ffff}', '\u007f', '\0');

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

interface Query {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
}

/** The elements of a listing, computed the slow way: every key is looked at. */
function naiveElements(keys: readonly string[], { prefix, delimiter, after }: Query): string[] {
  const elements = new Set<string>();
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue;
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    elements.add(at < 0 ? `key ${key}` : `prefix ${key.slice(0, at + delimiter.length)}`);
  }
  const text = (element: string) => element.slice(element.indexOf(' ') + 1);
  return [...elements]
    .filter((element) => byBytes(text(element), after) > 0 || after === '')
    .sort((a, b) => byBytes(text(a), text(b)));
}

/** What every store of objects promises about listings. */
export function describeListing(name: string, makeStores: MakeStores): void {
  describe(`listings in ${name}`, () => {
    test('a listing equals the naive one, page by page, over nasty keys', async () => {
      const stores = await makeStores();
      let bucketNumber = 0;
      const property = fc.asyncProperty(
        fc.uniqueArray(someKey, { maxLength: 60 }),
        fc.array(fc.tuple(someText, someDelimiter, someText, fc.integer({ min: 1, max: 70 })), {
          minLength: 12,
          maxLength: 12,
        }),
        async (keys, queries) => {
          bucketNumber += 1;
          const { id: bucketId } = await makeBucket(stores, `bucket-${bucketNumber}`);
          await Promise.all(keys.map((key) => putText(stores, bucketId, key, '')));
          for (const [prefix, delimiter, after, limit] of queries) {
            const seen: string[] = [];
            for (let from = after, pages = 0; ; pages += 1) {
              const page = await stores.objects.list({
                bucketId,
                prefix,
                delimiter,
                after: from,
                limit,
              });
              const texts = [
                ...page.objects.map((object) => `key ${object.key}`),
                ...page.commonPrefixes.map((text) => `prefix ${text}`),
              ];
              assert.ok(texts.length <= limit);
              seen.push(...naiveOrder(texts));
              if (!page.truncated) break;
              assert.equal(texts.length, limit);
              assert.ok(page.next !== undefined && pages < 200);
              from = page.next;
            }
            assert.deepEqual(seen, naiveElements(keys, { prefix, delimiter, after }));
          }
        },
      );
      await fc.assert(property, { numRuns: 60 });
      await stores.close();
    });

    test('a listing of versions equals the naive one, whatever the page size', async () => {
      const stores = await makeStores();
      let bucketNumber = 0;
      const property = fc.asyncProperty(
        fc.array(fc.tuple(someKey, fc.constantFrom('put', 'put', 'null', 'marker')), {
          maxLength: 40,
        }),
        fc.array(fc.tuple(someText, someDelimiter, fc.integer({ min: 1, max: 9 })), {
          maxLength: 6,
        }),
        async (writes, queries) => {
          bucketNumber += 1;
          const { id: bucketId } = await makeBucket(stores, `bucket-${bucketNumber}`);
          for (const [key, what] of writes) {
            const place = { ...owner, bucketId, key };
            if (what === 'marker') await stores.objects.delete({ ...place, mode: 'marker' });
            else if (what === 'null') await putText(stores, bucketId, key, 'null');
            else await putText(stores, bucketId, key, what, { mode: 'new-version' });
          }
          for (const [prefix, delimiter, limit] of queries) {
            const whole = await allVersions(bucketId, prefix, delimiter, 1_000);
            const paged = await allVersions(bucketId, prefix, delimiter, limit);
            assert.deepEqual(paged, whole);
            const keys = [...new Set(writes.map(([key]) => key))];
            const elements = naiveElements(keys, { prefix, delimiter, after: '' });
            assert.deepEqual([...new Set(whole.map((entry) => entry.element))], elements);
            const latest = whole.filter((entry) => entry.isLatest).map((entry) => entry.element);
            assert.deepEqual(
              latest,
              elements.filter((element) => element.startsWith('key ')),
            );
          }
        },
      );
      async function allVersions(
        bucketId: number,
        prefix: string,
        delimiter: string,
        limit: number,
      ) {
        const entries: { element: string; id: string; isLatest: boolean }[] = [];
        let keyMarker = '';
        let versionIdMarker: string | undefined;
        for (let pages = 0; pages < 500; pages += 1) {
          const input = { bucketId, prefix, delimiter, keyMarker, versionIdMarker, limit };
          const page = await stores.objects.listVersions(input);
          const texts = [
            ...page.versions.map(({ key, versionId: id, isLatest }) => ({
              element: `key ${key}`,
              id,
              isLatest,
            })),
            ...page.commonPrefixes.map((text) => ({
              element: `prefix ${text}`,
              id: '',
              isLatest: false,
            })),
          ];
          const order = (entry: { element: string }) =>
            entry.element.slice(entry.element.indexOf(' ') + 1);
          entries.push(...texts.sort((a, b) => byBytes(order(a), order(b))));
          if (!page.truncated) return entries;
          keyMarker = page.nextKeyMarker ?? '';
          versionIdMarker = page.nextVersionIdMarker;
        }
        throw new Error('The listing does not end.');
      }
      await fc.assert(property, { numRuns: 40 });
      await stores.close();
    });

    test('a listing goes on after versions that were deleted since the last page', async () => {
      const stores = await makeStores();
      const { id: bucketId } = await makeBucket(stores);
      for (let index = 0; index < 7; index += 1) {
        await putText(stores, bucketId, 'k', `v${index}`, { mode: 'new-version' });
      }
      const seen: string[] = [];
      let markers: { keyMarker: string; versionIdMarker?: string | undefined } = { keyMarker: '' };
      for (;;) {
        const input = { bucketId, prefix: '', delimiter: '', limit: 2, ...markers };
        const page = await stores.objects.listVersions(input);
        for (const { key, versionId, ...version } of page.versions) {
          seen.push('etag' in version ? version.etag : '');
          await stores.objects.deleteVersion({ bucketId, key, versionId });
        }
        if (!page.truncated) break;
        markers = {
          keyMarker: page.nextKeyMarker ?? '',
          versionIdMarker: page.nextVersionIdMarker,
        };
      }
      assert.deepEqual(seen, ['v6', 'v5', 'v4', 'v3', 'v2', 'v1', 'v0']);
      await stores.close();
    });

    test('nothing is listed with a limit of 0', async () => {
      const stores = await makeStores();
      const { id: bucketId } = await makeBucket(stores);
      await putText(stores, bucketId, 'k', '');
      const input = { bucketId, prefix: '', delimiter: '', after: '', limit: 0 };
      const page = await stores.objects.list(input);
      assert.deepEqual(page, {
        objects: [],
        commonPrefixes: [],
        truncated: false,
        next: undefined,
      });
      await stores.close();
    });
  });
}

function naiveOrder(elements: readonly string[]): string[] {
  const text = (element: string) => element.slice(element.indexOf(' ') + 1);
  return [...elements].sort((a, b) => byBytes(text(a), text(b)));
}
