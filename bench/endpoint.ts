import { readFileSync } from 'node:fs';
import type { Credentials } from '../test/conformance/harness/server.ts';

/** Something that is measured: a server of ours, a peer, or a reference. */
export interface Endpoint {
  readonly name: string;
  /** Such as http://127.0.0.1:9000, without a slash at the end. */
  readonly url: string;
  /** The server's process, whose descendants belong to it; undefined where it is not known. */
  readonly pid: number | undefined;
  /** Undefined where requests are not signed. */
  readonly credentials: Credentials | undefined;
  /** The objects that are read and written live here; listings have buckets of their own. */
  readonly bucket: string;
}

/** What the file of `--peers` says of one endpoint that runs already. */
interface Peer {
  readonly name: string;
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly pid?: number;
}

function isPeer(value: unknown): value is Peer {
  if (typeof value !== 'object' || value === null) return false;
  const texts = ['name', 'endpoint', 'accessKeyId', 'secretAccessKey'];
  return texts.every((name) => typeof Reflect.get(value, name) === 'string');
}

/**
 * The endpoints of a JSON file: a list of `{name, endpoint, accessKeyId, secretAccessKey, pid?}`.
 * They are expected to run, and are given buckets whose names begin with `bench`.
 */
export function readPeers(path: string): readonly Endpoint[] {
  const list: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(list) || !list.every(isPeer)) {
    throw new Error(
      `${path} is not a list of {name, endpoint, accessKeyId, secretAccessKey, pid?}`,
    );
  }
  return list.map(({ name, endpoint, accessKeyId, secretAccessKey, pid }) => ({
    name,
    url: endpoint.replace(/\/$/, ''),
    pid,
    credentials: { accessKeyId, secretAccessKey },
    bucket: 'bench',
  }));
}
