import type { IncomingMessage } from 'node:http';

/** A rest that is cheaper to read and drop than a new connection is to make. */
const MAX_DRAINED_BYTES = 64 * 1024;
/** How much of a body, and for how long, is dropped so that the client can read its refusal. */
const MAX_LINGER_BYTES = 1024 * 1024;
const MAX_LINGER_MS = 2000;

/** What is to be done with a body that the client still sends while it is answered. */
export interface UnreadBody {
  readonly mustClose: boolean;
  /** Keep taking bytes for a moment before closing. */
  readonly mustLinger: boolean;
}

const nothingLeft: UnreadBody = { mustClose: false, mustLinger: false };

/** Decide it at the moment when the response begins. */
export function unreadBody(message: IncomingMessage, awaitsContinue: boolean): UnreadBody {
  if (message.complete) return nothingLeft;
  // The client may send its body all the same; nobody can tell it from the next request.
  if (awaitsContinue) return { mustClose: true, mustLinger: message.readableLength > 0 };
  const length = message.headers['content-length'];
  if (length !== undefined && Number(length) <= MAX_DRAINED_BYTES) return nothingLeft;
  return { mustClose: true, mustLinger: true };
}

/** Drop what still comes, until the body ends or the limits are reached. */
export function settleRequest(message: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let dropped = 0;
    const settle = () => {
      clearTimeout(timer);
      message.off('data', onData);
      message.off('end', settle);
      message.off('close', settle);
      message.pause();
      resolve();
    };
    const onData = (bytes: Uint8Array) => {
      dropped += bytes.length;
      if (dropped > MAX_LINGER_BYTES) settle();
    };
    const timer = setTimeout(settle, MAX_LINGER_MS);
    message.on('end', settle);
    message.on('close', settle);
    message.on('data', onData);
    message.resume();
  });
}
