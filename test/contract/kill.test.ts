import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { drain } from '../../src/store/blobs/drain-fixture.ts';
import { prepareDataFolder } from '../../src/store/data-folder.ts';
import { openStores } from '../../src/store/open.ts';
import { bodyOf, owner } from './stores.ts';

const folder = mkdtempSync(join(tmpdir(), 'strongroom-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Acknowledgements after which the processes are killed: a count, so that load does not matter. */
const killAfter = [30, 77, 150, 301];
const writers = ['a', 'b'];

function fatal(error: Error): never {
  throw error;
}

function open() {
  return openStores({ folder, clock: Date.now, randomBytes, fatal, graceMs: 0 });
}

/** Notes the last acknowledged round of each key. */
function follow(child: ChildProcess, acknowledged: Map<string, number>, noted: () => void): void {
  let rest = '';
  child.stdout?.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [key = '', round] = line.split(' ');
      acknowledged.set(key, Number(round));
      noted();
    }
  });
}

async function runAndKill(bucketId: number, acknowledged: Map<string, number>, limit: number) {
  const script = join(import.meta.dirname, 'writing-process.ts');
  const children = writers.map((prefix) =>
    spawn(process.execPath, [script, folder, String(bucketId), prefix], {
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  let count = 0;
  await new Promise<void>((resolve, reject) => {
    const noted = () => {
      count += 1;
      if (count === limit) resolve();
    };
    for (const child of children) {
      follow(child, acknowledged, noted);
      child.once('exit', () => reject(new Error('A writing process ended by itself.')));
    }
  });
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(children.map((child) => once(child, 'close')));
}

describe('two processes that are killed while they write', () => {
  test('leave every acknowledged object whole, or the one that came after it', async () => {
    await prepareDataFolder(folder, { fatal });
    let stores = open();
    const made = await stores.buckets.create({
      name: 'killed',
      ...owner,
      region: 'us-east-1',
      objectOwnership: undefined,
      publicAccessBlock: undefined,
      objectLockEnabled: false,
    });
    assert.ok(made.kind === 'created');
    const bucketId = made.bucket.id;
    await stores.close();
    const acknowledged = new Map<string, number>();
    for (const count of killAfter) {
      acknowledged.clear();
      await runAndKill(bucketId, acknowledged, count);
      await prepareDataFolder(folder, { fatal });
      stores = open();
      for (const [key, round] of acknowledged) {
        const object = await stores.objects.current(bucketId, key);
        assert.ok(object?.isDeleteMarker === false && object.body.kind === 'blob', key);
        const found = Number(object.etag);
        assert.ok(found === round || found === round + 1, `${key}: ${found} after ${round}`);
        const bytes = await drain(stores.blobs.read(object.body.blob));
        assert.ok(bytes.equals(bodyOf(key, found)), key);
      }
      await stores.close();
    }
  });

  test('leave no space behind', async () => {
    let stores = open();
    const bucket = await stores.buckets.get('killed');
    assert.ok(bucket !== undefined);
    const place = { prefix: '', delimiter: '', after: '', limit: 100 };
    const { objects } = await stores.objects.list({ bucketId: bucket.id, ...place });
    for (const { key } of objects) {
      await stores.objects.delete({ ...owner, bucketId: bucket.id, key, mode: 'remove' });
    }
    // Closing seals the segment that was open.
    await stores.close();
    stores = open();
    await stores.blobs.collect();
    await sleep(5);
    await stores.blobs.collect();
    assert.deepEqual(readdirSync(join(folder, 'segments')), []);
    assert.deepEqual(readdirSync(join(folder, 'incoming')), []);
    const files = readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true });
    assert.deepEqual(
      files.filter((entry) => entry.isFile()),
      [],
    );
    await stores.close();
  });
});
