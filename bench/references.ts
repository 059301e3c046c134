import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Endpoint } from './endpoint.ts';
import { installed } from './installed.ts';
import { objectPath } from './works.ts';

/** An endpoint that was started here. */
export interface Started {
  readonly endpoint: Endpoint;
  stop(): Promise<void>;
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** One worker that gives files by sendfile and keeps them open: the least that a server can do. */
const nginxConfiguration = (folder: string, port: number) => `
worker_processes 1;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 10000000;
  open_file_cache max=10000;
  server { listen 127.0.0.1:${port}; root ${folder}/files; }
}
`;

/**
 * nginx with the files that GETs read, unsigned and from the page cache.
 * @param folder an existing folder; nginx's files are put into one of their own in it
 */
export async function startNginx(
  folder: string,
  sizes: readonly { bytes: number; count: number }[],
): Promise<Started | undefined> {
  if (!installed('nginx', 'nginx-light')) return undefined;
  const own = await mkdtemp(join(folder, 'nginx-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const endpoint = { name: 'nginx', url, credentials: undefined, bucket: 'bench' };
  for (const { bytes, count } of sizes) {
    const body = Buffer.alloc(bytes, 'x');
    for (let index = 0; index < count; index += 1) {
      const path = join(own, 'files', objectPath({ ...endpoint, pid: 0 }, 'read', bytes, index));
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, body);
    }
  }
  await writeFile(join(own, 'nginx.conf'), nginxConfiguration(own, port));
  // Its workers run as another user, which temporary folders do not let in.
  const asRoot = process.getuid?.() === 0 ? ['-g', 'user root;'] : [];
  const child = spawn('nginx', ['-p', own, '-c', join(own, 'nginx.conf'), ...asRoot]);
  const stop = async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null) child.kill('SIGTERM');
    else return;
    await ended;
    await rm(own, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer !== undefined) return { endpoint: { ...endpoint, pid: child.pid }, stop };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error('nginx did not start');
}

/** Bytes a second of MD5 in 16 KiB pieces on one core, as `openssl speed md5` measures it. */
export function sampleMd5(seconds: number): number {
  const piece = Buffer.alloc(16 * 1024);
  const start = performance.now();
  const end = start + seconds * 1000;
  let bytes = 0;
  const hash = createHash('md5');
  while (performance.now() < end) {
    for (let i = 0; i < 64; i += 1) hash.update(piece);
    bytes += 64 * piece.length;
  }
  hash.digest();
  return bytes / ((performance.now() - start) / 1000);
}
