import { randomBytes } from 'node:crypto';
import { openStores } from '../../src/store/open.ts';
import { attributes, bodyOf, owner } from './stores.ts';

// A process of the tests: overwrites a few keys for ever and says what was acknowledged.
// It is killed in the middle of it.

const [folder = '', bucketId = '0', prefix = ''] = process.argv.slice(2);
const stores = openStores({
  folder,
  clock: Date.now,
  randomBytes,
  graceMs: 50,
  segmentBytes: 512 * 1024,
  fatal: (error) => {
    throw error;
  },
});
const clients = 8;
const collectEvery = 20;

async function client(number: number): Promise<never> {
  const key = `${prefix}${number}`;
  for (let round = 1; ; round += 1) {
    const body = bodyOf(key, round);
    const blob = await stores.blobs.put(body);
    const sizeBytes = body.length;
    const place = { bucketId: Number(bucketId), key, sizeBytes, etag: `${round}`, blob };
    const result = await stores.objects.put({
      ...owner,
      ...attributes,
      ...place,
      mode: 'replace-null',
    });
    if (result.kind !== 'put') throw new Error(result.kind);
    process.stdout.write(`${key} ${round}\n`);
    if (number === 0 && round % collectEvery === 0) await stores.blobs.collect();
  }
}

await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
