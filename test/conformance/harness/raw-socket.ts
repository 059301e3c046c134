import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { certificate, trust } from './access-mode.ts';
import type { TestServer } from './server.ts';

const answerDeadlineMs = 10_000;

/**
 * Write bytes to the server as they are and return all that it answers until it closes the
 * connection, as Latin-1 text. For what no HTTP client would send: doubled headers, broken framing.
 * Send `Connection: close`, or the answer only comes with the deadline.
 */
export function sendBytes(server: TestServer, ...pieces: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const answer = () => Buffer.concat(chunks).toString('latin1');
    const { port, host } = server;
    const send = () => {
      for (const piece of pieces) socket.write(piece, 'latin1');
    };
    const socket =
      certificate === undefined
        ? connect({ port, host }, send)
        : connectTls({ port, host, ...trust }, send);
    const timer = setTimeout(() => socket.destroy(), answerDeadlineMs);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('error', (error) => (chunks.length > 0 ? resolve(answer()) : reject(error)));
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(answer());
    });
  });
}

/** The status of the last answer in what `sendBytes` returned; 0 where there was none. */
export function lastStatus(answer: string): number {
  return Number([...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].at(-1)?.[1] ?? 0);
}
