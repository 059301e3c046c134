import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type MakeStores, makeBucket, owner, putText, type TestedStores } from './stores.ts';

const told = (event: string, destination = 'queue') => ({
  announcements: [{ destination, event }],
});

async function dueEvents({ outbox }: TestedStores): Promise<string[]> {
  return (await outbox.due(100)).map(({ event }) => event);
}

/** What every store of announcements promises, and the changes that announce. */
export function describeOutbox(implementation: string, makeStores: MakeStores): void {
  describe(`announcements: ${implementation}`, () => {
    test('are kept with the change, in the order of changes, and survive a crash', async () => {
      const stores = await makeStores();
      const { id: bucketId } = await makeBucket(stores);
      assert.equal(stores.outbox.hasDue(), false);
      const mode = 'new-version';
      const put = await putText(stores, bucketId, 'a', 'text', { mode, ...told('put') });
      assert.ok(put.kind === 'put');
      const place = [bucketId, 'a', put.versionId] as const;
      await stores.objects.update(...place, { tags: [], ...told('tags') });
      const marked = { bucketId, key: 'a', mode: 'marker', ...owner } as const;
      await stores.objects.delete({ ...marked, ...told('marker') });
      const version = { bucketId, key: 'a', versionId: put.versionId };
      await stores.objects.deleteVersion({ ...version, ...told('gone') });
      const again = await stores.crashAndReopen();
      assert.equal(again.outbox.hasDue(), true);
      const entries = await again.outbox.due(100);
      assert.deepEqual(
        entries.map(({ event }) => event),
        ['put', 'tags', 'marker', 'gone'],
      );
      const ids = entries.map(({ id }) => id);
      assert.deepEqual(
        ids,
        ids.toSorted((a, b) => a - b),
      );
      assert.equal(entries[0]?.versionId, put.versionId);
      assert.notEqual(entries[2]?.versionId, put.versionId);
      await again.close();
    });

    test('are not kept where nothing was changed', async () => {
      const stores = await makeStores();
      const { id: bucketId } = await makeBucket(stores);
      await putText(stores, bucketId, 'a', 'text');
      const condition = { ifNoneMatch: '*' };
      await putText(stores, bucketId, 'a', 'other', { condition, ...told('put') });
      const missing = { bucketId, key: 'none', mode: 'remove', ...owner } as const;
      await stores.objects.delete({ ...missing, ...told('gone') });
      await stores.objects.update(bucketId, 'none', 'null', told('tags'));
      const seen = { ifSequence: 1, storageClass: 'GLACIER', ...told('moved') };
      assert.equal(await stores.objects.update(bucketId, 'a', 'null', seen), 'missing');
      assert.deepEqual(await dueEvents(stores), []);
      await stores.close();
    });

    test('that cannot be told wait, with all of their destination, and no others', async () => {
      const stores = await makeStores();
      const { id: bucketId } = await makeBucket(stores);
      await putText(stores, bucketId, 'a', '1', told('first'));
      await putText(stores, bucketId, 'a', '2', told('second'));
      await putText(stores, bucketId, 'a', '3', told('elsewhere', 'topic'));
      const [first, , elsewhere] = await stores.outbox.due(100);
      assert.ok(first !== undefined && elsewhere !== undefined);
      const untilMs = stores.time.nowMs + 1_000;
      await stores.outbox.postpone('queue', [first.id], untilMs);
      assert.deepEqual(await dueEvents(stores), ['elsewhere']);
      await putText(stores, bucketId, 'a', '4', told('third'));
      assert.deepEqual(await dueEvents(stores), ['elsewhere']);
      await stores.outbox.remove([elsewhere.id]);
      assert.equal(stores.outbox.hasDue(), false);
      stores.time.nowMs = untilMs;
      const due = await stores.outbox.due(1);
      assert.deepEqual(
        due.map(({ event, attempts }) => [event, attempts]),
        [['first', 1]],
      );
      await stores.close();
    });

    test('a change of the version that was seen is not made to another', async () => {
      const stores = await makeStores();
      const { id: bucketId } = await makeBucket(stores);
      const put = await putText(stores, bucketId, 'a', '1');
      assert.ok(put.kind === 'put');
      await putText(stores, bucketId, 'a', '2');
      const condition = { ifSequence: put.sequence };
      const remove = { bucketId, key: 'a', mode: 'remove', condition, ...owner } as const;
      const refused = { kind: 'precondition-failed', condition: 'If-Match' };
      assert.deepEqual(await stores.objects.delete(remove), refused);
      const version = { bucketId, key: 'a', versionId: 'null', condition };
      assert.deepEqual(await stores.objects.deleteVersion(version), refused);
      await stores.close();
    });

    test('the buckets that have a configuration are found in pages', async () => {
      const stores = await makeStores();
      const names = ['one', 'two', 'three'];
      const buckets = [];
      for (const name of names) buckets.push(await makeBucket(stores, name));
      for (const { id, name } of buckets) {
        if (name !== 'two') await stores.buckets.putConfiguration(id, 'lifecycle', '{}');
      }
      const [first, ...rest] = await stores.buckets.configured('lifecycle', 0, 1);
      assert.deepEqual([first?.name, rest.length], ['one', 0]);
      const next = await stores.buckets.configured('lifecycle', first?.id ?? 0, 10);
      assert.deepEqual(
        next.map(({ name }) => name),
        ['three'],
      );
      await stores.close();
    });
  });
}
