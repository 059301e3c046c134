import { percentDecode } from '../http/percent-encoding.ts';
import type { Target } from '../operation/field.ts';
import type { WireRequest } from '../operation/request.ts';

/** What a request addresses, and how it named the bucket. */
export interface AddressedTarget extends Target {
  /** The bucket that the Host header names, in virtual-host style. */
  readonly virtualHostBucket: string | undefined;
}

/**
 * Splits host and path into bucket and key. A host of the form `BUCKET.NAME`, with NAME one of the
 * server's host names, names the bucket; any other host (an address, a proxy's name) means path
 * style. Nothing is normalised: `/b//k` is the key `/k`.
 * @param hostNames lower-case, such as `localhost`
 * @throws ServiceError InvalidURI
 */
export function addressedTarget(
  request: WireRequest,
  hostNames: readonly string[],
): AddressedTarget {
  const virtualHostBucket = bucketOfHost(request.headers.get('host') ?? '', hostNames);
  const path = request.rawPath.slice(1);
  if (virtualHostBucket !== undefined) {
    return { virtualHostBucket, bucket: virtualHostBucket, key: named(path) };
  }
  const slash = path.indexOf('/');
  if (slash < 0) return { virtualHostBucket, bucket: named(path), key: undefined };
  return {
    virtualHostBucket,
    bucket: named(path.slice(0, slash)),
    key: named(path.slice(slash + 1)),
  };
}

/** The bucket in a Host header, with or without a port; undefined in path style. */
export function bucketOfHost(host: string, hostNames: readonly string[]): string | undefined {
  const colon = host.lastIndexOf(':');
  const name = (colon > host.lastIndexOf(']') ? host.slice(0, colon) : host).toLowerCase();
  let bucket: string | undefined;
  for (const hostName of hostNames) {
    // One of the server's own names is never a bucket, even where it ends in another of them.
    if (name === hostName) return undefined;
    if (name.endsWith(`.${hostName}`)) bucket ??= name.slice(0, -hostName.length - 1);
  }
  return bucket;
}

function named(raw: string): string | undefined {
  return raw === '' ? undefined : percentDecode(raw);
}
