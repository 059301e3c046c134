import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Reply } from '../operation/reply.ts';
import type { WireRequest } from '../operation/request.ts';
import { missingPage } from './missing-page.ts';

/** What the build makes; anything else in the folder is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** The names of assets carry the hash of their contents, so they never change. */
const assetPath = /^\/assets\/([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)$/;
const immutable = 'public, max-age=31536000, immutable';

/** Of what the build compressed beforehand, the smallest first. */
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

/** The built console: its page at every path, and its assets. */
export interface Pages {
  /** @returns undefined for an asset that does not exist */
  answer(request: WireRequest): Promise<Reply | undefined>;
}

/** Serves a folder that `npm run build` made. Assets are read once and kept in memory. */
export function createPages(folder: string): Pages {
  const kept = new Map<string, Promise<Buffer | undefined>>();
  const read = (name: string): Promise<Buffer | undefined> => {
    const present = kept.get(name);
    if (present !== undefined) return present;
    const reading = readIfThere(join(folder, 'assets', name)).then((bytes) => {
      // A name that is not there costs no memory, and may be there after the next build.
      if (bytes === undefined) kept.delete(name);
      return bytes;
    });
    kept.set(name, reading);
    return reading;
  };
  return {
    answer: async (request) => {
      const name = assetPath.exec(request.rawPath)?.[1];
      if (name !== undefined) return assetReply(request, name, read);
      if (request.rawPath.startsWith('/assets/')) return undefined;
      return pageReply(await readIfThere(join(folder, 'index.html')));
    },
  };
}

/** Every other path is a place in the console, which its page finds by itself. */
function pageReply(page: Buffer | undefined): Reply {
  return {
    status: page === undefined ? 503 : 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: page ?? missingPage,
  };
}

async function assetReply(
  request: WireRequest,
  name: string,
  read: (name: string) => Promise<Buffer | undefined>,
): Promise<Reply | undefined> {
  const type = contentTypes[extname(name)];
  if (type === undefined) return undefined;
  const headers = { 'content-type': type, 'cache-control': immutable, vary: 'accept-encoding' };
  const accepted = acceptedEncodings(request);
  for (const { name: encoding, ending } of encodings) {
    if (!accepted.has(encoding)) continue;
    const body = await read(`${name}${ending}`);
    if (body === undefined) continue;
    return { status: 200, headers: { ...headers, 'content-encoding': encoding }, body };
  }
  const body = await read(name);
  return body && { status: 200, headers, body };
}

/** Encodings that the client named and did not refuse with `q=0`. */
function acceptedEncodings({ headers }: WireRequest): ReadonlySet<string> {
  const accepted = new Set<string>();
  for (const part of (headers.get('accept-encoding') ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) accepted.add(name);
  }
  return accepted;
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
