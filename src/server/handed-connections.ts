import type { ChildProcess } from 'node:child_process';

/**
 * Closes the connections that a worker was being handed when it died. The cluster module forgets
 * them: they stay open in this process, and their clients wait for ever for an answer. Closed, a
 * client knows at once and tries again.
 *
 * The module sends a connection as a message with a number and keeps it until the worker says that
 * it has taken it (lib/internal/cluster/round_robin_handle.js); both pass here.
 */
export function closeConnectionsThatDieWith(worker: ChildProcess): void {
  const handed = new Map<number, Closable>();
  const { send } = worker;
  Reflect.set(worker, 'send', (message: unknown, handle: unknown, ...rest: unknown[]) => {
    const number = numberIn(message, 'seq');
    if (number !== undefined && isClosable(handle)) handed.set(number, handle);
    return Reflect.apply(send, worker, [message, handle, ...rest]);
  });
  worker.on('internalMessage', (message: unknown) => {
    const number = numberIn(message, 'ack');
    if (number !== undefined) handed.delete(number);
  });
  worker.once('exit', () => {
    for (const handle of handed.values()) handle.close();
    handed.clear();
  });
}

interface Closable {
  close(): void;
}

function isClosable(handle: unknown): handle is Closable {
  return typeof handle === 'object' && handle !== null && 'close' in handle;
}

function numberIn(message: unknown, name: 'seq' | 'ack'): number | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const number: unknown = Reflect.get(message, name);
  return typeof number === 'number' ? number : undefined;
}
