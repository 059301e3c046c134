import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Listener } from './listener.ts';

describe('a reply whose bytes are in memory', () => {
  const bytes = Buffer.alloc(64 * 1024, 7);
  let released = 0;
  const release = () => {
    released += 1;
  };
  const listener = new Listener({}, async () => ({
    status: 200,
    headers: {},
    body: bytes,
    release,
  }));
  const listening = listener.listen({ host: '127.0.0.1', port: 0 }).then((address) => {
    assert.ok(address !== null && typeof address === 'object');
    return address.port;
  });
  after(() => listener.kill());

  test('gives them back once, after they were sent', async () => {
    const response = await fetch(`http://127.0.0.1:${await listening}/`);
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), bytes);
    assert.equal(released, 1);
  });

  test('never gives them back twice when the client leaves', async () => {
    const before = released;
    const socket = connect(await listening, '127.0.0.1');
    for (let times = 0; times < 3; times += 1) {
      socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n');
    }
    await delay(20);
    socket.destroy();
    await delay(50);
    assert.ok(released - before <= 3, `${released - before}`);
  });
});
