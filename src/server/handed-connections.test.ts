import assert from 'node:assert/strict';
import { ChildProcess } from 'node:child_process';
import { describe, test } from 'node:test';
import { closeConnectionsThatDieWith } from './handed-connections.ts';

/** A worker that takes what it is sent, as the cluster module sees it. */
function worker() {
  const process = new ChildProcess();
  const sent: unknown[] = [];
  Reflect.set(process, 'send', (message: unknown) => sent.push(message) > 0);
  closeConnectionsThatDieWith(process);
  return { process, sent };
}

function connection() {
  return {
    closed: 0,
    close() {
      this.closed += 1;
    },
  };
}

function hand(process: ChildProcess, seq: number, handle: unknown): void {
  const send: unknown = Reflect.get(process, 'send');
  assert.ok(typeof send === 'function');
  send.call(process, { cmd: 'NODE_CLUSTER', act: 'newconn', seq }, handle);
}

describe('connections that are handed to a worker', () => {
  test('are closed when it dies before it has taken them', () => {
    const { process, sent } = worker();
    const handle = connection();
    hand(process, 7, handle);
    assert.equal(sent.length, 1);
    assert.equal(handle.closed, 0);
    process.emit('exit', null, 'SIGKILL');
    assert.equal(handle.closed, 1);
  });

  test('are left alone once it has taken them', () => {
    const { process } = worker();
    const handle = connection();
    hand(process, 7, handle);
    process.emit('internalMessage', { cmd: 'NODE_CLUSTER', ack: 7, accepted: true });
    process.emit('exit', null, 'SIGKILL');
    assert.equal(handle.closed, 0);
  });

  test('do not hinder messages without a connection', () => {
    const { process, sent } = worker();
    process.send?.({ kind: 'drain' });
    process.emit('exit', 0, null);
    assert.equal(sent.length, 1);
  });
});
