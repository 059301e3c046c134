import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestServer } from '../conformance/harness/server.ts';
import { signHeaders } from '../conformance/harness/signed-request.ts';

/** A connection that nobody keeps to the rules on. */
export interface RawClient {
  readonly socket: Socket;
  /** All that the server has said. */
  said(): string;
  /** Resolves when the server has ended the connection, or says nothing more for so long. */
  ended(withinMs: number): Promise<boolean>;
}

export async function openRaw(server: TestServer): Promise<RawClient> {
  const socket = connect(server.port, server.host);
  let said = '';
  const closed = new Promise<boolean>((resolve) => socket.once('close', () => resolve(true)));
  socket.on('data', (bytes) => {
    said += bytes.toString('latin1');
  });
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
    socket.once('close', () => resolve());
  });
  return {
    socket,
    said: () => said,
    ended: (withinMs) => Promise.race([closed, delay(withinMs, false)]),
  };
}

/** The head of a signed request, as it goes over the wire. */
export function signedHead(
  server: TestServer,
  method: string,
  path: string,
  body: string,
  extra: readonly string[] = [`Content-Length: ${body.length}`],
): string {
  const raw = { method, path, body };
  const signed = signHeaders(`${server.host}:${server.port}`, raw, server.root);
  const lines = Object.entries(signed).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${path} HTTP/1.1`, ...lines, ...extra, '', ''].join('\r\n');
}

/** What a process holds, as the system counts it. */
export function held(pid: number | undefined): { readonly files: number; readonly bytes: number } {
  if (pid === undefined) throw new Error('only a server of our own can be measured');
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
  return { files: readdirSync(`/proc/${pid}/fd`).length, bytes: kilobytes * 1024 };
}

/** Waits until the process holds no more files than before, or for so long. */
export async function settledFiles(
  pid: number | undefined,
  before: number,
  withinMs: number,
): Promise<number> {
  const deadline = Date.now() + withinMs;
  while (held(pid).files > before && Date.now() < deadline) await delay(100);
  return held(pid).files;
}
