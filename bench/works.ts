import type { Endpoint } from './endpoint.ts';
import { measureMultipart } from './multipart.ts';
import { type PlainRequest, type PreparedRequest, prepareRequest } from './prepared-request.ts';
import { type Sample, sampleLoad } from './sample.ts';
import { send } from './send.ts';
import { countName, sizeName } from './sizes.ts';

const mebibyte = 1024 ** 2;

/** One kind of work with so many clients, done in the same way by every endpoint. */
export interface Work {
  readonly name: string;
  readonly clients: number;
  /** What a request carries one way or the other; undefined where bytes say nothing. */
  readonly bytesEach: number | undefined;
  /** Whether an endpoint that only gives files can do it. */
  readonly isPlainRead: boolean;
  measure(endpoint: Endpoint, seconds: number): Promise<Sample>;
}

/** How many keys of a size go round: many of small ones, and of large ones what a disk has room for. */
export const poolSize = (bytes: number) =>
  bytes < mebibyte ? 1_000 : bytes < 16 * mebibyte ? 64 : 4;

export const objectPath = ({ bucket }: Endpoint, prefix: string, bytes: number, index: number) =>
  `/${bucket}/${prefix}-${bytes}/${index}`;

function pool(
  endpoint: Endpoint,
  method: PlainRequest['method'],
  prefix: string,
  bytes: number,
  count = poolSize(bytes),
): readonly PreparedRequest[] {
  return Array.from({ length: count }, (_, index) => {
    const path = objectPath(endpoint, prefix, bytes, index);
    const bodyBytes = method === 'PUT' ? bytes : 0;
    return prepareRequest(endpoint, { method, path, bodyBytes });
  });
}

/** Send each request once; for what has to be there before a sample. */
export async function fill(
  endpoint: Endpoint,
  requests: readonly PreparedRequest[],
  connections = 16,
): Promise<void> {
  const report = await send(endpoint.url, requests, { connections });
  if (report.errors > 0) throw new Error(`${endpoint.name}: ${report.firstError}`);
}

/** Put what the GETs and HEADs of a size read. */
export function fillReads(endpoint: Endpoint, bytes: number): Promise<void> {
  return fill(endpoint, pool(endpoint, 'PUT', 'read', bytes), bytes < mebibyte ? 16 : 2);
}

/** GET, HEAD or PUT of objects of one size. */
export function objectWork(method: 'GET' | 'HEAD' | 'PUT', bytes: number, clients: number): Work {
  // wrk waits for the body of an answer to HEAD, and reads large ones in pieces that are too small.
  const generator = method === 'HEAD' || bytes >= mebibyte ? 'sender' : 'wrk';
  const prefix = method === 'PUT' ? 'write' : 'read';
  return {
    name: `${method} ${sizeName(bytes)}`,
    clients,
    bytesEach: method === 'HEAD' ? undefined : bytes,
    isPlainRead: method !== 'PUT',
    measure: (endpoint, seconds) =>
      sampleLoad(endpoint, pool(endpoint, method, prefix, bytes), {
        connections: clients,
        seconds,
        generator,
      }),
  };
}

/** DELETE of objects that are there, each once. */
export function deleteWork(clients: number): Work {
  const bytes = 1024;
  const count = 200 * Math.min(clients, 16);
  return {
    name: 'DELETE',
    clients,
    bytesEach: undefined,
    isPlainRead: false,
    async measure(endpoint) {
      await fill(endpoint, pool(endpoint, 'PUT', 'delete', bytes, count));
      const requests = pool(endpoint, 'DELETE', 'delete', bytes, count);
      return sampleLoad(endpoint, requests, { connections: clients, generator: 'sender' });
    },
  };
}

/** The field's mixed profile: of 20 requests 9 GET, 6 HEAD, 3 PUT and 2 DELETE of what was put. */
const mixture = [
  ...['GET', 'HEAD', 'PUT', 'GET', 'HEAD', 'GET', 'PUT', 'GET', 'HEAD', 'DELETE'],
  ...['GET', 'HEAD', 'GET', 'PUT', 'GET', 'HEAD', 'DELETE', 'GET', 'HEAD', 'GET'],
] as const;

export function mixedWork(bytes: number, clients: number): Work {
  return {
    name: `mixed, ${sizeName(bytes)}`,
    clients,
    bytesEach: undefined,
    isPlainRead: false,
    measure(endpoint, seconds) {
      let written = 0;
      let deleted = 0;
      const requests = Array.from({ length: poolSize(bytes) }, (_, index) => {
        const method = mixture[index % mixture.length] ?? 'GET';
        const isRead = method === 'GET' || method === 'HEAD';
        let at = index;
        if (method === 'PUT') at = written++;
        if (method === 'DELETE') at = deleted++;
        const path = objectPath(endpoint, isRead ? 'read' : 'mixed', bytes, at);
        return prepareRequest(endpoint, { method, path, bodyBytes: method === 'PUT' ? bytes : 0 });
      });
      return sampleLoad(endpoint, requests, { connections: clients, seconds, generator: 'sender' });
    },
  };
}

/** The bucket of a listing: so many keys in a hundred folders. */
export const listingBucket = (keys: number) => `bench-list-${keys}`;
export const listingFolders = 100;

/** Pages of 1,000 keys, or the hundred folders at the root of a bucket. */
export function listWork(keys: number, withDelimiter: boolean, clients: number): Work {
  const what = withDelimiter ? 'folders' : '1,000 keys';
  return {
    name: `LIST ${what} of ${countName(keys)}`,
    clients,
    bytesEach: undefined,
    isPlainRead: false,
    measure(endpoint, seconds) {
      const path = `/${listingBucket(keys)}`;
      // Pages of many lengths, so that few are asked for twice; the folders are always the same.
      const queries = withDelimiter
        ? ['delimiter=%2F&list-type=2']
        : Array.from({ length: 100 }, (_, index) => `list-type=2&max-keys=${1_000 - index}`);
      const requests = queries.map((query) =>
        prepareRequest(endpoint, { method: 'GET', path, query }),
      );
      return sampleLoad(endpoint, requests, { connections: clients, seconds, generator: 'sender' });
    },
  };
}

/** An upload of parts of 8 MiB, so many at once. */
export function multipartWork(bytes: number, clients: number): Work {
  return {
    name: `multipart ${sizeName(bytes)}`,
    clients,
    bytesEach: bytes,
    isPlainRead: false,
    measure: (endpoint) => measureMultipart(endpoint, bytes, clients),
  };
}
