import type { WireRequest } from '../operation/request.ts';

/** Whether a request brings a digest of its body, in a header or behind it. */
export function hasBodyDigest({ headers }: Pick<WireRequest, 'headers'>): boolean {
  if (headers.get('content-md5') !== undefined) return true;
  if (headers.get('x-amz-trailer') !== undefined) return true;
  for (const [name] of headers.entries()) if (name.startsWith('x-amz-checksum-')) return true;
  return false;
}
