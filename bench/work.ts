import { signHeaders } from '../test/conformance/harness/signed-request.ts';
import type { PreparedRequest } from './load.ts';
import type { Target } from './target.ts';

/** How many different requests go round: more than the server could learn by heart. */
export const poolSize = 1_000;

/** The keys that a benchmark reads or writes. */
export function poolKeys(prefix: string): readonly string[] {
  return Array.from({ length: poolSize }, (_, index) => `${prefix}/${index}`);
}

/** Requests for keys of a target, signed now; AWS and we accept them for fifteen minutes. */
export function prepareRequests(
  target: Target,
  method: 'GET' | 'PUT' | 'HEAD' | 'DELETE',
  keys: readonly string[],
  body?: Buffer,
): readonly PreparedRequest[] {
  const { host } = new URL(target.endpoint);
  return keys.map((key) => {
    const path = `/${target.bucket}/${key}`;
    const raw = { method, path, ...(body === undefined ? {} : { body }) };
    const headers =
      target.credentials === undefined ? { host } : signHeaders(host, raw, target.credentials);
    return { ...raw, headers };
  });
}
