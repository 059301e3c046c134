import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openOverSockets } from '../model/over-sockets.ts';
import { sign } from '../model/request.ts';
import { text } from '../model/step.ts';

const subject = await openOverSockets({ workers: 2, connections: 17 });
after(() => subject.close());

const account = await subject.newAccount();
const bucket = `listings-${account.accountId}`;

async function send(method: string, key = '', query: Record<string, string> = {}) {
  const answer = await subject.send(
    sign(
      { service: 's3', method, path: `/${bucket}${key}`, query, credentials: account.root },
      subject.host,
    ),
  );
  assert.ok(answer.status < 300, `${method} ${key}: ${answer.status} ${answer.body}`);
  return answer;
}

/** All keys, in pages of a few. */
async function listed(): Promise<ReadonlySet<string>> {
  const keys: string[] = [];
  for (let token: string | undefined = ''; token !== undefined; ) {
    const query: Record<string, string> = { 'list-type': '2', 'max-keys': '9' };
    if (token !== '') query['continuation-token'] = token;
    const { body } = await send('GET', '', query);
    keys.push(...text(body, 'Key'));
    token = text(body, 'NextContinuationToken')[0];
  }
  assert.deepEqual(keys, [...new Set(keys)].sort(), 'each key comes once, in order');
  return new Set(keys);
}

/** What is known of a key for certain: it changes whenever a write of it begins or ends. */
interface Known {
  state: 'present' | 'deleted' | 'changing';
  changes: number;
}

test('a listing in pages holds what was there before it, and nothing deleted before it', async () => {
  await send('PUT');
  const known = new Map<string, Known>();
  let isOver = false;
  // Each client has keys of its own, so that it knows for certain what is there.
  const writers = Array.from({ length: 16 }, async (_, client) => {
    for (let round = 0; !isOver; round += 1) {
      const key = `key-${(round * 7) % 20}-${String(client).padStart(2, '0')}`;
      const removes = round % 3 === 2;
      const entry = known.get(key) ?? { state: 'changing', changes: 0 };
      known.set(key, entry);
      entry.state = 'changing';
      entry.changes += 1;
      await send(removes ? 'DELETE' : 'PUT', `/${key}`);
      entry.state = removes ? 'deleted' : 'present';
    }
  });
  let checked = 0;
  try {
    for (let listing = 0; listing < 6; listing += 1) {
      const before = [...known].map(([key, entry]) => ({ key, entry, ...entry }));
      const keys = await listed();
      for (const { key, entry, state, changes } of before) {
        // Only what nobody touched meanwhile says something for certain.
        if (state === 'changing' || entry.changes !== changes) continue;
        assert.equal(keys.has(key), state === 'present', `${key} was ${state}`);
        checked += 1;
      }
    }
  } finally {
    isOver = true;
    await Promise.all(writers);
  }
  assert.ok(checked > 50, `only ${checked} keys could be checked`);
});
